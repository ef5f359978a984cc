package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The chat completions of an HTTP archive (HAR 1.2), as browsers, proxies, Polly.js and Insomnia write it. */
final class HarFormat implements ImportFormat.OfFile {
    /** Where Playwright names the file of a body that it does not embed. */
    private static final String FILE = "_file";

    @Override
    public String name() {
        return "har";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.isNamed(".har") || file.json().at("/log/entries").isArray();
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        JsonNode entries = file.json().at("/log/entries");
        if (!entries.isArray()) {
            sink.damaged(
                    file.json().isMissingNode()
                            ? "not valid JSON, such as a file that was cut; export it again as HAR"
                            : "not a HAR file: no log.entries; export it again as HAR");
            return;
        }
        int number = 0;
        for (JsonNode entry : entries) {
            sink.numbered(++number);
            JsonNode request = entry.path("request");
            if (ImportedMessages.isChatCompletion(
                    request.path("method").asText(""), request.path("url").asText(""))) {
                entry(file, number, entry, sink);
            } else {
                sink.skipped("not a POST to .../chat/completions");
            }
        }
        if (number == 0) {
            sink.skipped("an archive without entries");
        }
    }

    private static void entry(ImportFile file, int number, JsonNode entry, EntrySink sink) {
        JsonNode content = entry.at("/response/content");
        if (content.path("text").asText("").isEmpty()
                && !content.has(FILE)
                && content.path("size").asLong(0) > 0) {
            sink.skipped("the archive has no content for this response; export it \"with content\"");
            return;
        }
        try {
            JsonNode request = entry.path("request");
            Exchange.Request sent = ImportedMessages.request(
                    request.path("url").asText(),
                    headers(request.path("headers")),
                    ImportedMessages.body(bytes(file, request.path("postData"))));
            Instant at = entry.has("startedDateTime")
                    ? OffsetDateTime.parse(entry.get("startedDateTime").asText())
                            .toInstant()
                    : null;
            sink.recorded(at, sent, reply(file, entry));
        } catch (ImportException e) {
            sink.damaged("entry %,d: %s".formatted(number, e.what()));
        } catch (DateTimeException e) {
            sink.damaged("entry %,d: startedDateTime is not a time; export it again as HAR 1.2".formatted(number));
        }
    }

    private static Reply reply(ImportFile file, JsonNode entry) throws ImportException {
        JsonNode response = entry.path("response");
        if (!response.isObject()) {
            throw new ImportException("it has no response; export it again");
        }
        int status = response.path("status").asInt(0);
        if (!ImportedMessages.isStatus(status) && response.has("status")) {
            // without a response browsers write 0 and an error code of their own
            String why = response.path("_error").asText(entry.path("_error").asText("no response in the HAR file"));
            return new Reply.Unanswered(ImportedMessages.failure(why));
        }
        var head = new Reply.Head(status, headers(response.path("headers")), times(entry.path("timings")));
        JsonNode content = response.path("content");
        byte[] bytes = ImportedMessages.decoded(bytes(file, content), head.headers());
        String type = head.headers()
                .first("content-type")
                .orElse(content.path("mimeType").asText(""));
        return type.toLowerCase(Locale.ROOT).startsWith("text/event-stream") || ImportedMessages.looksLikeEvents(bytes)
                ? ImportedMessages.stream(head, bytes)
                : new Reply.Answered(head, ImportedMessages.body(bytes));
    }

    /** Both are -1 when they do not apply. */
    private static Reply.@Nullable Times times(JsonNode timings) {
        JsonNode waited = timings.path("wait");
        JsonNode received = timings.path("receive");
        boolean measured = waited.isNumber()
                && received.isNumber()
                && waited.doubleValue() >= 0
                && received.doubleValue() >= 0
                && waited.doubleValue() + received.doubleValue() > 0;
        return measured
                ? new Reply.Times(
                        waited.doubleValue(),
                        waited.decimalValue().add(received.decimalValue()).doubleValue())
                : null;
    }

    private static byte[] bytes(ImportFile file, JsonNode content) throws ImportException {
        if (content.path(FILE).isTextual()) {
            String name = content.path(FILE).textValue();
            byte[] attached = BodyFile.read(
                    Objects.requireNonNull(file.path().toAbsolutePath().getParent()), name);
            if (attached == null) {
                throw new ImportException("its body file " + name + " does not exist next to the archive");
            }
            return attached;
        }
        String text = content.path("text").asText("");
        try {
            JsonNode pieces =
                    text.startsWith("[\"") ? ImportedMessages.body(text).json() : MissingNode.getInstance();
            if (pieces.isArray()) {
                return joined(pieces);
            }
            return content.path("encoding").asText("").equals("base64")
                    ? Base64.getDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ImportException("its content is not base64 although its encoding is base64");
        }
    }

    /** Polly.js stores compressed content as a list of pieces, in base64 or, before version 5, in hexadecimal. */
    private static byte[] joined(JsonNode pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean hex = pieces.valueStream().allMatch(piece -> piece.asText().matches("([0-9a-f]{2})*"));
        for (JsonNode piece : pieces) {
            bytes.writeBytes(
                    hex
                            ? HexFormat.of().parseHex(piece.asText())
                            : Base64.getDecoder().decode(piece.asText()));
        }
        return bytes.toByteArray();
    }

    private static HeaderFields headers(JsonNode fields) {
        if (!fields.isArray()) {
            return HeaderFields.NOT_RECORDED;
        }
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (JsonNode field : fields) {
            String name = field.path("name").asText("");
            if (!name.isEmpty() && !name.startsWith(":")) { // :authority and the like are not header fields
                pairs.add(Map.entry(name, field.path("value").asText("")));
            }
        }
        return ImportedMessages.headers(pairs);
    }
}
