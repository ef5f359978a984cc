package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collections of Postman (version 2): the saved responses of each request. People may have edited them, so they are samples. */
final class PostmanFormat implements ImportFormat.OfFile {
    private static final int MOST_FOLDERS = 100;

    @Override
    public String name() {
        return "postman";
    }

    @Override
    public boolean matches(ImportFile file) {
        JsonNode info = file.json().path("info");
        return file.json().path("item").isArray()
                && (info.path("schema").asText("").contains("getpostman.com") || info.has("_postman_id"));
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
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
        JsonNode url = request.path("url");
        String address = url.isTextual() ? url.textValue() : url.path("raw").asText("");
        if (!Messages.isChatCompletion(request.path("method").asText(""), address)) {
            sink.skipped("not a POST to .../chat/completions");
            return;
        }
        try {
            int status = saved.path("code").asInt(0);
            var head = new Reply.Head(Messages.isStatus(status) ? status : 0, headers(saved.path("header")));
            sink.documented(
                    Messages.request(
                            address,
                            headers(request.path("header")),
                            Messages.body(request.at("/body/raw").asText(""))),
                    Messages.response(head, saved.path("body").asText("").getBytes(StandardCharsets.UTF_8)));
        } catch (ImportException e) {
            sink.damaged("saved response %s: %s".formatted(saved.path("name").asText(""), e.what()));
        }
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
        return Messages.headers(pairs);
    }
}
