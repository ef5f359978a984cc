package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the request and the response of a record, and what is kept of the unknown properties of its parts. */
final class MessageWriter {
    static final ObjectMapper TREES =
            new ObjectMapper(StrictJson.RECORDS).disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private final JsonGenerator json;
    private final JsonNode all;

    /**
     * A writer of messages.
     *
     * @param kept the unknown properties of the record, those of a part under its name
     */
    MessageWriter(JsonGenerator json, JsonNode kept) {
        this.json = json;
        this.all = kept;
    }

    void request(Exchange.Request request) throws IOException {
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

    void response(Reply.Head head, Body body, @Nullable List<TimedBytes> pieces) throws IOException {
        head(head);
        body(body);
        if (pieces != null) {
            json.writeArrayFieldStart("stream");
            for (int i = 0; i < pieces.size(); i++) {
                piece(pieces.get(i), all.at("/response/stream/" + i));
            }
            json.writeEndArray();
        }
        kept("response");
        json.writeEndObject();
    }

    /** Begins the response. */
    void head(Reply.Head head) throws IOException {
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

    void piece(TimedBytes piece, JsonNode rest) throws IOException {
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

    void kept(String part) throws IOException {
        for (var property : all.path(part).properties()) {
            // this holds the unknown properties of stream pieces, which are written with each piece
            if (!(part.equals("response") && property.getKey().equals("stream"))) {
                property(property);
            }
        }
    }

    void property(Map.Entry<String, JsonNode> property) throws IOException {
        json.writeFieldName(property.getKey());
        TREES.writeTree(json, property.getValue());
    }
}
