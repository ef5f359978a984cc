package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A documentation page: fenced samples of requests (JSON, cURL, Python, JavaScript) and of answers. An answer belongs to the
 * first request before it that no other answer stands between; tabs that say one request in many languages are one request.
 */
final class MarkdownImport {
    private static final Pattern FENCE = Pattern.compile("^(\\s*)(`{3,}|~{3,})\\s*([^\\s`]*).*$");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'`<>)]+/chat/completions");

    private MarkdownImport() {}

    /** A fenced sample. */
    private record Sample(int line, String language, String text) {}

    static List<Entry> entries(String file, String page) {
        List<Entry> result = new ArrayList<>();
        Exchange.Request request = null;
        boolean answered = true;
        for (Sample sample : samples(page)) {
            try {
                Reply reply = reply(sample);
                if (reply != null) {
                    if (request == null) {
                        throw new ImportFault("an answer without a request before it; add the request to the page");
                    }
                    result.add(Importers.entry(
                            file, sample.line(), result.size() + 1, "documentation", null, request, reply));
                    answered = true;
                    continue;
                }
                Exchange.Request next = answered ? request(sample) : null;
                if (next != null) {
                    request = next;
                    answered = false;
                }
            } catch (ImportFault e) {
                result.add(new Entry.Unreadable(file, sample.line(), e.what()));
            }
        }
        if (result.isEmpty()) {
            result.add(new Entry.Unreadable(
                    file,
                    1,
                    "no fenced sample of an answer (JSON with choices or an error, or data: lines) on this page"));
        }
        return result;
    }

    private static List<Sample> samples(String page) {
        List<Sample> samples = new ArrayList<>();
        List<String> lines = List.of(page.split("\r\n|\r|\n", -1));
        int at = 0;
        while (at < lines.size()) {
            Matcher open = FENCE.matcher(lines.get(at));
            at++;
            if (!open.matches()) {
                continue;
            }
            int first = at;
            while (at < lines.size() && !closes(lines.get(at), open.group(2))) {
                at++;
            }
            String text = String.join("\n", lines.subList(first, at)) + "\n";
            samples.add(new Sample(first + 1, open.group(3).toLowerCase(Locale.ROOT), text));
            at++;
        }
        return samples;
    }

    private static boolean closes(String line, String fence) {
        String stripped = line.strip();
        return stripped.length() >= fence.length() && stripped.chars().allMatch(c -> c == fence.charAt(0));
    }

    private static @Nullable Reply reply(Sample sample) throws ImportFault {
        String text = sample.text().strip();
        var head = new Reply.Head(0, Headers.NOT_RECORDED);
        if (text.startsWith("data:") || text.startsWith(": ") || text.startsWith("event:")) {
            return Importers.stream(head, (text + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        if (!text.startsWith("{")) {
            return null;
        }
        Body body = Importers.body(text);
        if (body instanceof Body.Json json) {
            return Importers.isAnswer(json.value()) ? new Reply.Answered(head, json) : null;
        }
        if (sample.language().equals("json") && text.contains("\"choices\"")) {
            throw new ImportFault(
                    "a sample of an answer that is not JSON, or names a member twice; mend it on the page");
        }
        return null;
    }

    private static Exchange.@Nullable Request request(Sample sample) throws ImportFault {
        JsonNode body = LooseJson.objectWith(sample.text(), Importers::isRequest);
        if (body == null) {
            return null;
        }
        Matcher url = URL.matcher(sample.text());
        var headers = Importers.headers(List.of(Map.entry("content-type", "application/json")));
        return new Exchange.Request("POST", url.find() ? url.group() : "", headers, new Body.Json(body));
    }
}
