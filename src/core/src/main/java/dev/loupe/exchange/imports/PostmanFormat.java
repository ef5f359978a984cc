package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collections of Postman (version 2): the saved responses of each request. People may have edited them, so they are samples; the
 * executions in a report of newman are recordings.
 */
final class PostmanFormat implements ImportFormat.OfFile {
    private static final int MOST_FOLDERS = 100;

    @Override
    public String name() {
        return "postman";
    }

    @Override
    public boolean matches(ImportFile file) {
        JsonNode info = file.json().path("info");
        return executions(file).isArray()
                || (file.json().path("item").isArray()
                        && (info.path("schema").asText("").contains("getpostman.com") || info.has("_postman_id")));
    }

    private static JsonNode executions(ImportFile file) {
        return file.json().path("run").path("executions");
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        for (JsonNode execution : executions(file)) {
            sink.numbered(sink.count() + 1);
            exchange(execution.path("request"), execution.path("response"), true, sink);
        }
        items(file.json().path("item"), 0, sink);
        if (sink.count() == 0) {
            sink.skipped("a collection without requests");
        }
    }

    private static void items(JsonNode items, int depth, EntrySink sink) {
        for (JsonNode item : items) {
            if (item.path("item").isArray() && depth < MOST_FOLDERS) {
                items(item.get("item"), depth + 1, sink);
            } else if (item.path("response").path(0).isObject()) {
                item.get("response").forEach(saved -> saved(item, saved, sink));
            } else {
                sink.skipped("a request without a saved response");
            }
        }
    }

    private static void saved(JsonNode item, JsonNode saved, EntrySink sink) {
        sink.numbered(sink.count() + 1);
        JsonNode request =
                saved.path("originalRequest").isObject() ? saved.get("originalRequest") : item.path("request");
        exchange(request, saved, false, sink);
    }

    private static void exchange(JsonNode request, JsonNode response, boolean executed, EntrySink sink) {
        String url = url(request.path("url"));
        if (!ImportedMessages.isChatCompletion(request.path("method").asText(""), url)) {
            sink.skipped("not a POST to .../chat/completions");
            return;
        }
        if (!response.isObject()) {
            sink.skipped("a request without a response");
            return;
        }
        try {
            int status = response.path("code").asInt(0);
            var head = new Reply.Head(ImportedMessages.isStatus(status) ? status : 0, headers(response.path("header")));
            Exchange.Request sent = ImportedMessages.request(
                    url,
                    headers(request.path("header")),
                    ImportedMessages.body(request.at("/body/raw").asText("")));
            Reply reply = ImportedMessages.response(head, body(response));
            if (executed) {
                sink.recorded(null, sent, reply);
            } else {
                sink.documented(sent, reply);
            }
        } catch (ImportException e) {
            sink.damaged("response %s: %s".formatted(response.path("name").asText(""), e.what()));
        }
    }

    /** A URL as text, or its parts in lists. */
    private static String url(JsonNode url) {
        String raw = url.isTextual() ? url.textValue() : url.path("raw").asText("");
        return raw.isEmpty() && url.path("path").isArray()
                ? url.path("protocol").asText("https") + "://" + joined(url.path("host"), ".") + "/"
                        + joined(url.path("path"), "/")
                : raw;
    }

    private static String joined(JsonNode parts, String separator) {
        return parts.valueStream().map(part -> part.asText("")).collect(Collectors.joining(separator));
    }

    /** A body as text, or as the bytes of a buffer of Node.js. */
    private static byte[] body(JsonNode response) {
        JsonNode buffer = response.path("stream").path("data");
        if (!buffer.isArray()) {
            return response.path("body").asText("").getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[buffer.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) buffer.get(i).asInt();
        }
        return bytes;
    }

    private static HeaderFields headers(JsonNode fields) {
        if (!fields.isArray()) {
            return HeaderFields.NOT_RECORDED;
        }
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (JsonNode field : fields) {
            if (!field.path("disabled").asBoolean(false)) {
                pairs.add(Map.entry(
                        field.path("key").asText(""), field.path("value").asText("")));
            }
        }
        return ImportedMessages.headers(pairs);
    }
}
