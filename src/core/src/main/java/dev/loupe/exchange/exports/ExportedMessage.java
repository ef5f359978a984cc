package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.Utf8;
import dev.loupe.text.Utf8Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request or a response as bytes.
 *
 * @param status 0 for a request, and when it was not recorded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExportedMessage(int status, HeaderFields headers, byte[] body) {
    static ExportedMessage of(Exchange.Request request) {
        return new ExportedMessage(0, request.headers(), bytes(request.body()));
    }

    /** The response; without status and body when there is none. */
    static ExportedMessage of(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered ->
                new ExportedMessage(answered.head().code(), answered.head().headers(), bytes(answered.body()));
            case Reply.Streamed streamed -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                streamed.bytes().stream().map(TimedBytes::bytes).forEach(bytes::writeBytes);
                yield new ExportedMessage(
                        streamed.head().code(), streamed.head().headers(), bytes.toByteArray());
            }
            case Reply.Unanswered unanswered -> new ExportedMessage(0, HeaderFields.NOT_RECORDED, new byte[0]);
        };
    }

    private static byte[] bytes(Body body) {
        return switch (body) {
            case Body.Json(var value) -> Utf8Json.text(value).getBytes(StandardCharsets.UTF_8);
            case Body.Text(var text) -> text.getBytes(StandardCharsets.UTF_8);
            case Body.Bytes(var bytes) -> bytes;
            case Body.None none -> new byte[0];
        };
    }

    boolean isText() {
        return Utf8.isValid(body, 0, body.length);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(body);
    }

    /** Headers as lists of values by name. */
    ObjectNode headersByName() {
        ObjectNode byName = JsonNodeFactory.instance.objectNode();
        headers.fields().forEach((name, values) -> {
            ArrayNode list = byName.putArray(name);
            values.forEach(list::add);
        });
        return byName;
    }

    /** Headers as a list of names and values. */
    ArrayNode headerList() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        headers.fields()
                .forEach((name, values) -> values.forEach(
                        value -> list.addObject().put("name", name).put("value", value)));
        return list;
    }
}
