package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.text.UrlPath;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Imports the chat completions of an HTTP archive (HAR 1.2), as browsers and proxies write it. */
final class HarImporter {
    private HarImporter() {}

    static List<ReadResult> entries(String file, byte[] bytes) {
        JsonNode har;
        try {
            har = StrictJson.parseOrNull(bytes, StrictJson.Twice.LAST);
        } catch (InputLimits.Exceeded e) {
            return List.of(new ReadResult.Unreadable(file, 1, e.bound() + "; export fewer requests"));
        }
        if (har == null || !har.at("/log/entries").isArray()) {
            return List.of(
                    new ReadResult.Unreadable(file, 1, "not a HAR file: no log.entries; export it again as HAR"));
        }
        List<ReadResult> result = new ArrayList<>();
        int number = 0;
        for (JsonNode entry : har.at("/log/entries")) {
            number++;
            if (isChatCompletion(entry.path("request"))) {
                result.add(entry(file, number, entry));
            }
        }
        if (result.isEmpty()) {
            result.add(new ReadResult.Unreadable(
                    file, 1, "none of its %,d requests is a POST to .../chat/completions".formatted(number)));
        }
        return result;
    }

    private static boolean isChatCompletion(JsonNode request) {
        return request.path("method").asText("").equals("POST")
                && UrlPath.endsWith(request.path("url").asText(""), "/chat/completions");
    }

    private static ReadResult entry(String file, int number, JsonNode entry) {
        try {
            JsonNode request = entry.path("request");
            var sent = new Exchange.Request(
                    "POST",
                    request.path("url").asText(),
                    headers(request.path("headers")),
                    Importers.body(request.at("/postData/text").asText("")));
            var at = OffsetDateTime.parse(entry.path("startedDateTime").asText(""))
                    .toInstant();
            return Importers.entry(file, 1, number, "recording", at, sent, reply(entry));
        } catch (ImportException e) {
            return new ReadResult.Unreadable(file, 1, "entry %,d: %s".formatted(number, e.what()));
        } catch (DateTimeException e) {
            return new ReadResult.Unreadable(
                    file, 1, "entry %,d: startedDateTime is not a time; export it again as HAR 1.2".formatted(number));
        }
    }

    private static Reply reply(JsonNode entry) throws ImportException {
        JsonNode response = entry.path("response");
        int status = response.path("status").asInt(0);
        if (status < 100 || status > 599) {
            // without a response browsers write 0 and an error code of their own
            String why = response.path("_error").asText(entry.path("_error").asText("no response in the HAR file"));
            return new Reply.Unanswered(new Reply.Failure(kind(why), why));
        }
        var head = new Reply.Head(status, headers(response.path("headers")));
        JsonNode content = response.path("content");
        byte[] bytes = bytes(content);
        String type = head.headers()
                .first("content-type")
                .orElse(content.path("mimeType").asText(""));
        return type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")
                ? Importers.stream(head, bytes)
                : answered(head, bytes);
    }

    private static Reply answered(Reply.Head head, byte[] bytes) throws ImportException {
        try {
            return new Reply.Answered(head, Body.of(bytes));
        } catch (InputLimits.Exceeded e) {
            throw new ImportException(e.bound() + "; exclude it");
        }
    }

    private static byte[] bytes(JsonNode content) throws ImportException {
        String text = content.path("text").asText("");
        if (text.isEmpty() && content.path("size").asLong(0) > 0) {
            throw new ImportException("the archive has no content for this response; export it \"with content\"");
        }
        if (!content.path("encoding").asText("").equals("base64")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ImportException("its content is not base64 although its encoding is base64");
        }
    }

    private static Reply.Failure.Kind kind(String why) {
        String lower = why.toLowerCase(Locale.ROOT);
        if (lower.contains("timed_out") || lower.contains("timeout")) {
            return Reply.Failure.Kind.TIMEOUT;
        }
        if (lower.contains("refused")) {
            return Reply.Failure.Kind.REFUSED;
        }
        return lower.contains("reset") ? Reply.Failure.Kind.RESET : Reply.Failure.Kind.OTHER;
    }

    private static HeaderFields headers(JsonNode fields) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (JsonNode field : fields) {
            String name = field.path("name").asText("");
            if (!name.isEmpty() && !name.startsWith(":")) { // :authority and the like are not header fields
                pairs.add(Map.entry(name, field.path("value").asText("")));
            }
        }
        return Importers.headers(pairs);
    }
}
