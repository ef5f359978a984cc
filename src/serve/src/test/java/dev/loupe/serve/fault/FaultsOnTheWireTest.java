package dev.loupe.serve.fault;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.serve.Endpoint;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What each fault changes, on a set of occasions that between them give every fault its chance: all differences to the
 * answer without a fault, written down in {@code faults.txt}.
 */
class FaultsOnTheWireTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("loupe.root"), "src/serve/src/test/resources/faults.txt");
    /** How each chunk begins. */
    private static final String USUAL =
            "{\"id\":\"ID\",\"object\":\"chat.completion.chunk\",\"created\":1767323045,\"model\":\"google/gemma-3-4b-it\",";

    private static final String USAGE = "\"stream\": true, \"stream_options\": {\"include_usage\": true}";

    /** What is asked on each occasion. */
    private static Map<String, String> occasions() {
        Map<String, String> occasions = new LinkedHashMap<>();
        occasions.put("plain", ask("Count from 1 to 3", ""));
        occasions.put("limited", ask("Count from 1 to 9", "\"max_tokens\": 5"));
        occasions.put("limited to one", ask("Count from 1 to 9", "\"max_tokens\": 1"));
        occasions.put("stopped", ask("Count from 1 to 9", "\"stop\": \"3\""));
        occasions.put("hottest", ask("Count from 1 to 3", "\"temperature\": 2"));
        occasions.put("as JSON", ask(Endpoint.LARGE, "Hello", "\"response_format\": {\"type\": \"json_object\"}"));
        occasions.put("stream", ask("Count from 1 to 2", USAGE));
        occasions.put("stopped stream", ask("Count from 1 to 9", "\"stop\": \"2\", " + USAGE));
        occasions.put("too hot", ask("Hello", "\"temperature\": 2.5"));
        occasions.put("bad key", ask("Hello", ""));
        return occasions;
    }

    @Test
    void eachFaultChangesWhatItSaysAndNothingElse() throws Exception {
        StringBuilder report = new StringBuilder();
        try (Endpoint endpoint = Endpoint.start(options ->
                options.faultByHeader().clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC)))) {
            for (Fault fault : Faults.all()) {
                if (fault.kind() == Fault.Kind.ANSWER) {
                    report.append(changes(endpoint, fault));
                }
            }
        }

        if (System.getProperty("loupe.golden", "compare").equals("rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, report);
        }
        assertThat(report.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static String changes(Endpoint endpoint, Fault fault) throws Exception {
        StringBuilder changes = new StringBuilder(fault.id() + ": " + fault.does() + "\n");
        int before = changes.length();
        for (var occasion : occasions().entrySet()) {
            String key = occasion.getKey().equals("bad key") ? "Bearer invalid" : "Bearer k";
            List<String> differences = differences(
                    said(endpoint, occasion.getValue(), key),
                    said(endpoint, occasion.getValue(), key, "X-Loupe-Fault", fault.id()));
            differences.forEach(line -> changes.append("  %-15s %s\n".formatted(occasion.getKey(), line)));
        }
        assertThat(changes.length()).as("what %s changes", fault.id()).isGreaterThan(before);
        return changes.append('\n').toString();
    }

    private static HttpResponse<String> said(Endpoint endpoint, String body, String key, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                endpoint.request("/v1/chat/completions", body).setHeader("authorization", key);
        return endpoint.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static List<String> differences(HttpResponse<String> planned, HttpResponse<String> said) {
        List<String> lines = new ArrayList<>();
        if (planned.statusCode() != said.statusCode()) {
            lines.add("status " + planned.statusCode() + " -> " + said.statusCode() + ", saying "
                    + shown(plain(said.body())));
            return lines;
        }
        headers(planned, said, lines);
        String type = planned.headers().firstValue("content-type").orElse("");
        if (type.equals("text/event-stream")) {
            frames(
                    List.of(plain(planned.body()).split("\n\n", -1)),
                    List.of(plain(said.body()).split("\n\n", -1)),
                    lines);
        } else {
            members("", Endpoint.json(plain(planned.body())), Endpoint.json(plain(said.body())), lines);
        }
        return lines;
    }

    private static void headers(HttpResponse<String> planned, HttpResponse<String> said, List<String> lines) {
        Set<String> names = new TreeSet<>(planned.headers().map().keySet());
        names.addAll(said.headers().map().keySet());
        names.removeAll(Set.of("content-length", "transfer-encoding"));
        for (String name : names) {
            String before = plain(String.join(", ", planned.headers().allValues(name)));
            String after = plain(String.join(", ", said.headers().allValues(name)));
            if (!before.equals(after)) {
                lines.add("header " + name + " " + shown(before) + " -> " + shown(after));
            }
        }
    }

    /** Ids differ from answer to answer. */
    private static String plain(String text) {
        return text.replaceAll("gen-1767323045-\\w{20}", "ID").replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "REQUEST");
    }

    private static void members(String at, JsonNode planned, JsonNode said, List<String> lines) {
        if (planned.isContainerNode() && planned.getNodeType() == said.getNodeType()) {
            Set<String> names = new TreeSet<>();
            names(planned, names);
            names(said, names);
            for (String name : names) {
                members(at + "/" + name, member(planned, name), member(said, name), lines);
            }
        } else if (!planned.equals(said)) {
            lines.add(at + " " + shown(planned.toString()) + " -> " + shown(said.toString()));
        }
    }

    private static void names(JsonNode container, Set<String> names) {
        container.fieldNames().forEachRemaining(names::add);
        for (int index = 0; container.isArray() && index < container.size(); index++) {
            names.add(Integer.toString(index));
        }
    }

    private static JsonNode member(JsonNode container, String name) {
        return container.isArray() ? container.path(Integer.parseInt(name)) : container.path(name);
    }

    private static void frames(List<String> planned, List<String> said, List<String> lines) {
        List<String> gone = new ArrayList<>(planned);
        said.forEach(gone::remove);
        List<String> come = new ArrayList<>(said);
        planned.forEach(come::remove);
        if (gone.isEmpty() && come.isEmpty() && !planned.equals(said)) {
            int first = 0;
            while (planned.get(first).equals(said.get(first))) {
                first++;
            }
            lines.add("order from frame " + first + ": " + shown(said.get(first)));
        }
        gone.forEach(frame -> lines.add("- " + shown(frame)));
        come.forEach(frame -> lines.add("+ " + shown(frame)));
    }

    private static String shown(String text) {
        String line = text.replace("\n", "\\n").replace("data: ", "").replace(USUAL, "{... ");
        return line.isEmpty() ? "nothing" : line.length() > 240 ? line.substring(0, 240) + "..." : line;
    }
}
