package dev.loupe.serve.fault;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.serve.Endpoint;
import dev.loupe.serve.ServeOptions;
import dev.loupe.serve.ToolContract;
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
 * The effect of each fault: all differences to the response without a fault, for a set of requests of which at least one
 * triggers each fault. The differences are in {@code faults.txt}.
 */
class FaultsOnTheWireTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("loupe.root"), "src/serve/src/test/resources/faults.txt");
    /** The beginning of each chunk. */
    private static final String USUAL =
            "{\"id\":\"ID\",\"object\":\"chat.completion.chunk\",\"created\":1767323045,\"model\":\"google/gemma-3-4b-it\",";

    private static final String USAGE = "\"stream\": true, \"stream_options\": {\"include_usage\": true}";

    /** The requests by name. */
    private static Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("plain", ask("Count from 1 to 3", ""));
        requests.put("limited", ask("Count from 1 to 9", "\"max_tokens\": 5"));
        requests.put("limited to one", ask("Count from 1 to 9", "\"max_tokens\": 1"));
        requests.put("stopped", ask("Count from 1 to 9", "\"stop\": \"3\""));
        requests.put("hottest", ask("Count from 1 to 3", "\"temperature\": 2"));
        requests.put("as JSON", ask(Endpoint.LARGE, "Hello", "\"response_format\": {\"type\": \"json_object\"}"));
        requests.put("stream", ask("Count from 1 to 2", USAGE));
        requests.put("stopped stream", ask("Count from 1 to 9", "\"stop\": \"2\", " + USAGE));
        requests.put("too hot", ask("Hello", "\"temperature\": 2.5"));
        requests.put("bad key", ask("Hello", ""));
        requests.put("key alone", ask("Hello", ""));
        requests.put("as text", ask("Hello", ""));
        return requests;
    }

    private static Map<String, String> requestsFor(Fault fault) {
        return ToolContract.isNeededFor(fault) ? ToolContract.requests() : requests();
    }

    @Test
    void eachFaultChangesOnlyWhatItsDescriptionNames() throws Exception {
        StringBuilder report = new StringBuilder();
        try (Endpoint endpoint = Endpoint.start(options -> ServeOptions.of(ToolContract.withBundled())
                .faultByHeader()
                .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC)))) {
            for (Fault fault : Faults.all()) {
                if (fault.kind() == Fault.Kind.RESPONSE) {
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
        StringBuilder changes = new StringBuilder(fault.id() + ": " + fault.description() + "\n");
        int before = changes.length();
        for (var request : requestsFor(fault).entrySet()) {
            HttpRequest.Builder builder =
                    endpoint.request("/v1/chat/completions", request.getValue()).setHeader("authorization", "Bearer k");
            switch (request.getKey()) {
                case "bad key" -> builder.setHeader("authorization", "Bearer invalid");
                case "key alone" -> builder.setHeader("authorization", "k");
                case "as text" -> builder.setHeader("content-type", "text/plain");
                default -> {}
            }
            HttpResponse<String> planned = endpoint.send(builder);
            List<String> differences = differences(planned, endpoint.send(builder.header("X-Loupe-Fault", fault.id())));
            differences.forEach(line -> changes.append("  %-15s %s\n".formatted(request.getKey(), line)));
        }
        assertThat(changes.length()).as("what %s changes", fault.id()).isGreaterThan(before);
        return changes.append('\n').toString();
    }

    private static List<String> differences(HttpResponse<String> planned, HttpResponse<String> actual) {
        List<String> lines = new ArrayList<>();
        if (planned.statusCode() != actual.statusCode()) {
            lines.add("status " + planned.statusCode() + " -> " + actual.statusCode() + ", body "
                    + shown(plain(actual.body())));
            return lines;
        }
        headers(planned, actual, lines);
        String type = planned.headers().firstValue("content-type").orElse("");
        if (type.equals("text/event-stream")) {
            frames(
                    List.of(plain(planned.body()).split("\n\n", -1)),
                    List.of(plain(actual.body()).split("\n\n", -1)),
                    lines);
        } else {
            properties("", Endpoint.json(plain(planned.body())), Endpoint.json(plain(actual.body())), lines);
        }
        return lines;
    }

    private static void headers(HttpResponse<String> planned, HttpResponse<String> actual, List<String> lines) {
        Set<String> names = new TreeSet<>(planned.headers().map().keySet());
        names.addAll(actual.headers().map().keySet());
        names.removeAll(Set.of("content-length", "transfer-encoding"));
        for (String name : names) {
            String before = plain(String.join(", ", planned.headers().allValues(name)));
            String after = plain(String.join(", ", actual.headers().allValues(name)));
            if (!before.equals(after)) {
                lines.add("header " + name + " " + shown(before) + " -> " + shown(after));
            }
        }
    }

    /** Replaces IDs, which differ between responses. */
    private static String plain(String text) {
        return text.replaceAll("gen-1767323045-\\w{20}", "ID").replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "REQUEST");
    }

    private static void properties(String at, JsonNode planned, JsonNode actual, List<String> lines) {
        if (planned.isContainerNode() && planned.getNodeType() == actual.getNodeType()) {
            Set<String> names = new TreeSet<>();
            names(planned, names);
            names(actual, names);
            for (String name : names) {
                properties(at + "/" + name, property(planned, name), property(actual, name), lines);
            }
        } else if (!planned.equals(actual)) {
            lines.add(at + " " + shown(planned.toString()) + " -> " + shown(actual.toString()));
        }
    }

    private static void names(JsonNode container, Set<String> names) {
        container.fieldNames().forEachRemaining(names::add);
        for (int index = 0; container.isArray() && index < container.size(); index++) {
            names.add(Integer.toString(index));
        }
    }

    private static JsonNode property(JsonNode container, String name) {
        return container.isArray() ? container.path(Integer.parseInt(name)) : container.path(name);
    }

    private static void frames(List<String> planned, List<String> actual, List<String> lines) {
        List<String> removed = new ArrayList<>(planned);
        actual.forEach(removed::remove);
        List<String> added = new ArrayList<>(actual);
        planned.forEach(added::remove);
        if (removed.isEmpty() && added.isEmpty() && !planned.equals(actual)) {
            int first = 0;
            while (planned.get(first).equals(actual.get(first))) {
                first++;
            }
            lines.add("order from frame " + first + ": " + shown(actual.get(first)));
        }
        removed.forEach(frame -> lines.add("- " + shown(frame)));
        added.forEach(frame -> lines.add("+ " + shown(frame)));
    }

    private static String shown(String text) {
        String line = text.replace("\n", "\\n").replace("data: ", "").replace(USUAL, "{... ");
        return line.isEmpty() ? "nothing" : line.length() > 240 ? line.substring(0, 240) + "..." : line;
    }
}
