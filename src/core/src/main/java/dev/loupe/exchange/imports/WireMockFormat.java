package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Stub mappings of WireMock, one or several in a file; bodies in files are read from the folder {@code __files}. */
final class WireMockFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "wiremock";
    }

    @Override
    public boolean matches(ImportFile file) {
        JsonNode first = mappings(file.json()).path(0);
        JsonNode request = first.path("request");
        boolean pattern = request.has("urlPath")
                || request.has("urlPattern")
                || request.has("urlPathPattern")
                || request.has("bodyPatterns");
        JsonNode response = first.path("response");
        return (pattern || (request.has("url") && !request.has("body") && !request.has("uri")))
                && response.isObject()
                && response.path("status").isInt();
    }

    private static JsonNode mappings(JsonNode json) {
        return json.path("mappings").isArray()
                ? json.get("mappings")
                : JsonNodeFactory.instance.arrayNode().add(json);
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        int number = 0;
        for (JsonNode mapping : mappings(file.json())) {
            sink.numbered(++number);
            JsonNode request = mapping.path("request");
            String url = ImportedMessages.first(request, List.of("url", "urlPath", "urlPathPattern", "urlPattern"))
                    .asText("");
            // a completion is requested by POST alone
            String method = request.path("method").asText("ANY");
            if (!ImportedMessages.isChatCompletion(method.equals("ANY") ? "POST" : method, url)) {
                sink.skipped("not a POST to .../chat/completions");
                continue;
            }
            try {
                // header patterns are conditions, not the headers that were sent
                sink.recorded(
                        null,
                        ImportedMessages.request(url, HeaderFields.NOT_RECORDED, sent(request)),
                        reply(file, mapping));
            } catch (ImportException e) {
                sink.damaged("mapping %,d: %s".formatted(number, e.what()));
            }
        }
    }

    private static Body sent(JsonNode request) throws ImportException {
        for (JsonNode pattern : request.path("bodyPatterns")) {
            JsonNode equal = ImportedMessages.first(pattern, List.of("equalToJson", "equalTo"));
            if (equal.isTextual()) {
                return ImportedMessages.body(equal.textValue());
            }
            if (equal.isContainerNode()) {
                return new Body.Json(equal);
            }
            if (pattern.hasNonNull("binaryEqualTo")) {
                return ImportedMessages.body(base64(pattern.get("binaryEqualTo").asText()));
            }
        }
        return new Body.None();
    }

    private static Reply reply(ImportFile file, JsonNode mapping) throws ImportException {
        JsonNode response = mapping.path("response");
        if (response.hasNonNull("fault")) {
            String fault = response.get("fault").asText();
            return new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.OTHER, fault));
        }
        HeaderFields headers = ImportedMessages.headers(response.path("headers"));
        var head = new Reply.Head(response.path("status").asInt(0), headers);
        return ImportedMessages.response(head, ImportedMessages.decoded(bytes(file, response), headers));
    }

    private static byte[] bytes(ImportFile file, JsonNode response) throws ImportException {
        if (response.hasNonNull("bodyFileName")) {
            return stored(file, response.get("bodyFileName").asText());
        }
        if (response.hasNonNull("base64Body")) {
            return base64(response.get("base64Body").asText());
        }
        JsonNode json = response.path("jsonBody");
        String text = json.isMissingNode() ? response.path("body").asText("") : json.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] base64(String text) throws ImportException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException invalid) {
            throw new ImportException("its body is not valid base64");
        }
    }

    /** A file in {@code __files}, next to the folder of the mapping or above it; no file elsewhere is read. */
    private static byte[] stored(ImportFile file, String name) throws ImportException {
        Path folder = file.path().toAbsolutePath().getParent();
        for (int levels = 0; folder != null && levels < 4; levels++) {
            byte[] body = BodyFile.read(folder.resolve("__files"), name);
            if (body != null) {
                return body;
            }
            folder = folder.getParent();
        }
        throw new ImportException("its body file __files/" + name + " does not exist");
    }
}
