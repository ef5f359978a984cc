package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Transport;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one record: properties in the order of the format, then the unknown ones, so that a diff shows only real changes. */
final class RecordWriter {
    private static final ObjectMapper TREES =
            new ObjectMapper(StrictJson.RECORDS).disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    private static final DefaultPrettyPrinter PRETTY = pretty();

    private final Exchange exchange;
    private final JsonGenerator json;

    private RecordWriter(Exchange exchange, JsonGenerator json) {
        this.exchange = exchange;
        this.json = json;
    }

    static byte[] write(Exchange exchange, boolean pretty) {
        try {
            return write(exchange, pretty, false);
        } catch (IOException halfACharacter) {
            // an unpaired surrogate is valid in JSON and not in UTF-8: then everything beyond ASCII is escaped
            try {
                return write(exchange, pretty, true);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
        }
    }

    private static byte[] write(Exchange exchange, boolean pretty, boolean escape) throws IOException {
        var out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = TREES.createGenerator(out)) {
            if (pretty) {
                json.setPrettyPrinter(PRETTY.createInstance());
            }
            if (escape) {
                json.setHighestNonEscapedChar(0x7F);
            }
            new RecordWriter(exchange, json).record();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** The record up to its request; the object is not closed. */
    static byte[] beginning(Exchange exchange) {
        return part(exchange, json -> {});
    }

    /** The same up to the pieces of the stream; the array is not closed. */
    static byte[] beginning(Exchange exchange, Reply.Head head) {
        return part(exchange, json -> {
            json.head(head);
            json.json.writeArrayFieldStart("stream");
        });
    }

    /** A piece of a stream. */
    static byte[] piece(Exchange exchange, TimedBytes piece) {
        try {
            var out = new ByteArrayOutputStream(256);
            try (JsonGenerator json = TREES.createGenerator(out)) {
                new RecordWriter(exchange, json).piece(piece, MissingNode.getInstance());
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private interface Part {
        void write(RecordWriter writer) throws IOException;
    }

    private static byte[] part(Exchange exchange, Part rest) {
        try {
            var out = new ByteArrayOutputStream(4096);
            try (JsonGenerator json = TREES.createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
                json.setHighestNonEscapedChar(0x7F);
                var writer = new RecordWriter(exchange, json);
                writer.beginning();
                rest.write(writer);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static DefaultPrettyPrinter pretty() {
        var indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }

    private void record() throws IOException {
        beginning();
        switch (exchange.reply()) {
            case Reply.Answered answered -> response(answered.head(), answered.body(), null);
            case Reply.Streamed streamed -> {
                response(streamed.head(), new Body.None(), streamed.bytes());
                failure(streamed.ending().failure());
            }
            case Reply.Unanswered unanswered -> {
                json.writeNullField("response");
                failure(unanswered.failure());
            }
        }
        transport(exchange.transport());
        for (var property : exchange.kept().properties()) {
            if (!isPart(property.getKey())) {
                property(property);
            }
        }
        json.writeEndObject();
    }

    private void beginning() throws IOException {
        json.writeStartObject();
        json.writeStringField("format", RecordingFormat.NAME);
        json.writeStringField("id", exchange.id().value());
        origin(exchange.origin());
        if (exchange.probed() != null) {
            probe(exchange.probed());
        }
        request(exchange.request());
    }

    /** Unknown properties of these parts are kept under the name of the part and written with it. */
    private static boolean isPart(String name) {
        return switch (name) {
            case "source", "probe", "request", "response", "failure", "transport" -> true;
            default -> false;
        };
    }

    private void origin(Origin origin) throws IOException {
        if (origin.provider() != null) {
            json.writeStringField("provider", origin.provider());
        }
        if (origin.contract() != null) {
            json.writeStringField("contract", origin.contract());
        }
        if (origin.recordedAt() != null) {
            json.writeStringField("recordedAt", origin.recordedAt().toString());
        }
        if (!origin.source().isEmpty() || exchange.kept().has("source")) {
            json.writeObjectFieldStart("source");
            if (!origin.source().isEmpty()) {
                json.writeStringField("kind", origin.source());
            }
            kept("source");
            json.writeEndObject();
        }
    }

    private void probe(ProbeInfo probed) throws IOException {
        json.writeObjectFieldStart("probe");
        json.writeStringField("id", probed.probe());
        json.writeStringField("at", probed.at().toString());
        if (!probed.value().isEmpty()) {
            json.writeStringField("value", probed.value());
        }
        json.writeStringField("rule", probed.rule());
        json.writeStringField("published", RecordParser.lower(probed.published()));
        json.writeStringField("corrected", RecordParser.lower(probed.corrected()));
        if (!probed.twin().isEmpty()) {
            json.writeStringField("twin", probed.twin());
        }
        kept("probe");
        json.writeEndObject();
    }

    private void request(Exchange.Request request) throws IOException {
        json.writeObjectFieldStart("request");
        json.writeStringField("method", request.method());
        if (!request.url().isEmpty()) {
            json.writeStringField("url", request.url());
        }
        headers(request.headers());
        body(request.body());
        kept("request");
        json.writeEndObject();
    }

    private void response(Reply.Head head, Body body, @Nullable List<TimedBytes> pieces) throws IOException {
        head(head);
        body(body);
        if (pieces != null) {
            json.writeArrayFieldStart("stream");
            for (int i = 0; i < pieces.size(); i++) {
                piece(pieces.get(i), exchange.kept().at("/response/stream/" + i));
            }
            json.writeEndArray();
        }
        kept("response");
        json.writeEndObject();
    }

    /** Begins the response. */
    private void head(Reply.Head head) throws IOException {
        json.writeObjectFieldStart("response");
        if (head.code() != 0) {
            json.writeNumberField("status", head.code());
        }
        headers(head.headers());
        Reply.Times times = head.times();
        if (times != null) {
            json.writeObjectFieldStart("times");
            json.writeNumberField("firstByte", times.firstByte());
            json.writeNumberField("end", times.end());
            json.writeEndObject();
        }
    }

    private void piece(TimedBytes piece, JsonNode rest) throws IOException {
        json.writeStartObject();
        if (piece.at() >= 0) {
            json.writeFieldName("at");
            if (piece.at() == Math.rint(piece.at()) && piece.at() < 1e15) {
                json.writeNumber((long) piece.at());
            } else {
                json.writeNumber(piece.at());
            }
        }
        byte[] bytes = piece.bytes();
        if (Utf8.isValid(bytes, 0, bytes.length)) {
            json.writeStringField("raw", new String(bytes, StandardCharsets.UTF_8));
        } else {
            json.writeStringField("base64", Base64.getEncoder().encodeToString(bytes));
        }
        for (var property : rest.properties()) {
            property(property);
        }
        json.writeEndObject();
    }

    private void headers(HeaderFields headers) throws IOException {
        if (!headers.recorded()) {
            return;
        }
        json.writeObjectFieldStart("headers");
        for (var field : headers.fields().entrySet()) {
            json.writeFieldName(field.getKey());
            if (field.getValue().size() == 1) {
                json.writeString(field.getValue().getFirst());
            } else {
                json.writeStartArray();
                for (String value : field.getValue()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private void body(Body body) throws IOException {
        switch (body) {
            case Body.Json tree -> {
                json.writeFieldName("body");
                TREES.writeTree(json, tree.value());
            }
            case Body.Text text -> json.writeStringField("text", text.text());
            case Body.Bytes bytes ->
                json.writeStringField("base64", Base64.getEncoder().encodeToString(bytes.bytes()));
            case Body.None none -> {}
        }
    }

    private void failure(Reply.@Nullable Failure failure) throws IOException {
        if (failure == null) {
            return;
        }
        json.writeObjectFieldStart("failure");
        json.writeStringField("kind", RecordParser.lower(failure.kind()));
        json.writeStringField("message", failure.message());
        kept("failure");
        json.writeEndObject();
    }

    private void transport(Transport transport) throws IOException {
        if (transport.equals(Transport.NONE) && !exchange.kept().has("transport")) {
            return;
        }
        json.writeObjectFieldStart("transport");
        json.writeArrayFieldStart("failed");
        for (Transport.Attempt attempt : transport.failed()) {
            json.writeStartObject();
            json.writeStringField("kind", RecordParser.lower(attempt.failure().kind()));
            json.writeStringField("message", attempt.failure().message());
            json.writeBooleanField("reused", attempt.reused());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("endedServer", transport.endedServer());
        if (transport.framing() != null) {
            json.writeArrayFieldStart("framing");
            for (FramingError error : transport.framing()) {
                json.writeStartObject();
                json.writeStringField("kind", RecordParser.lower(error.kind()));
                json.writeStringField("detail", error.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        kept("transport");
        json.writeEndObject();
    }

    private void kept(String part) throws IOException {
        for (var property : exchange.kept().path(part).properties()) {
            // this holds the unknown properties of stream pieces, which are written with each piece
            if (!(part.equals("response") && property.getKey().equals("stream"))) {
                property(property);
            }
        }
    }

    private void property(Map.Entry<String, JsonNode> property) throws IOException {
        json.writeFieldName(property.getKey());
        TREES.writeTree(json, property.getValue());
    }
}
