package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The interactions of cassettes. The tools name the same parts differently: {@code uri} or {@code url}, a status as a number or
 * as an object with a code, a body as text, bytes, base64 or parsed.
 */
final class Cassettes {
    private static final String BASE64 = "base64:";
    private static final Set<String> WRAPPER = Set.of("string", "base64_string", "encoding", "size", "truncated");

    private static final Pattern INTERACTIONS = Pattern.compile("(?m)^(http_)?interactions:");

    private Cassettes() {}

    /** Whether the file is a cassette that cannot be parsed, such as one that was cut. */
    static boolean isDamaged(ImportFile file) {
        return isYaml(file) && file.document().isMissingNode();
    }

    /** Whether the file is a cassette in YAML; vcrpy writes it without an ending in the name. */
    static boolean isYaml(ImportFile file) {
        return !file.looksLikeJson() && INTERACTIONS.matcher(file.text()).find();
    }

    /** Every interaction of a cassette. */
    static void read(JsonNode interactions, EntrySink sink) {
        int number = 0;
        for (JsonNode interaction : interactions) {
            sink.numbered(++number);
            one(interaction, number, sink);
        }
        if (number == 0) {
            sink.skipped("a cassette without interactions");
        }
    }

    private static void one(JsonNode interaction, int number, EntrySink sink) {
        JsonNode request = interaction.path("request");
        String url = ImportedMessages.first(request, List.of("uri", "url")).asText("");
        if (!ImportedMessages.isChatCompletion(request.path("method").asText("POST"), url)) {
            sink.skipped("not a POST to .../chat/completions");
            return;
        }
        if (!interaction.path("response").isObject()) {
            sink.skipped("the cassette has no response to this request");
            return;
        }
        try {
            HeaderFields headers = ImportedMessages.headers(request.path("headers"));
            Body sent = body(request, headers);
            sink.recorded(
                    ImportedMessages.time(ImportedMessages.first(interaction, List.of("recorded_at"))),
                    ImportedMessages.request(url, headers, sent),
                    reply(interaction.path("response")));
        } catch (ImportException e) {
            sink.damaged("interaction %,d: %s".formatted(number, e.what()));
        }
    }

    private static Reply reply(JsonNode response) throws ImportException {
        JsonNode status = ImportedMessages.first(response, List.of("code", "status_code", "status"));
        int code = code(status.isObject() ? status.path("code") : status);
        HeaderFields headers = ImportedMessages.headers(response.path("headers"));
        var head = new Reply.Head(ImportedMessages.isStatus(code) ? code : 0, headers);
        if (isParsed(response)) {
            return new Reply.Answered(head, new Body.Json(response.get("parsed_body")));
        }
        // vcrpy wrote the body of httpx as content before version 5
        JsonNode body = ImportedMessages.first(response, List.of("body", "content"));
        return ImportedMessages.response(head, ImportedMessages.decoded(bytes(body), headers));
    }

    private static int code(JsonNode status) {
        return status.isTextual() && status.textValue().matches("[0-9]{3}.*")
                ? Integer.parseInt(status.textValue().substring(0, 3))
                : status.asInt(0);
    }

    private static boolean isParsed(JsonNode message) {
        return message.path("parsed_body").isContainerNode();
    }

    private static Body body(JsonNode message, HeaderFields headers) throws ImportException {
        return isParsed(message)
                ? new Body.Json(message.get("parsed_body"))
                : ImportedMessages.body(ImportedMessages.decoded(bytes(message.path("body")), headers));
    }

    private static byte[] bytes(JsonNode body) throws ImportException {
        JsonNode content = body;
        boolean base64 = false;
        if (isWrapper(body)) {
            base64 = body.hasNonNull("base64_string");
            content = base64 ? body.get("base64_string") : body.get("string");
        }
        try {
            if (content.isBinary()) {
                return content.binaryValue();
            }
            if (content.isPojo()) {
                throw new IllegalArgumentException("a binary scalar that is not base64");
            }
            if (content.isContainerNode()) {
                // a tool that stores JSON as it is
                return content.toString().getBytes(StandardCharsets.UTF_8);
            }
            String text = content.isNull() ? "" : content.asText("");
            if (base64) {
                return Base64.getMimeDecoder().decode(text);
            }
            return text.startsWith(BASE64)
                    ? Base64.getMimeDecoder().decode(text.substring(BASE64.length()))
                    : text.getBytes(StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException invalid) {
            throw new ImportException("its body is not valid base64");
        }
    }

    /** Text or bytes with their encoding; a body that is stored as JSON may have any property. */
    private static boolean isWrapper(JsonNode body) {
        return body.isObject()
                && !body.isEmpty()
                && body.propertyStream()
                        .allMatch(property -> property.getValue().isValueNode() && WRAPPER.contains(property.getKey()));
    }

    /** The first interaction of this list. */
    static JsonNode first(ImportFile file, String list) {
        JsonNode interactions = file.document().path(list);
        return interactions.isArray() ? interactions.path(0) : MissingNode.getInstance();
    }
}
