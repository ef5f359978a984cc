package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.ContentDecoder;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parses the request and the response of a record. */
final class MessageParser {
    private final JsonParser json;

    private String method = "POST";
    private String url = "";
    private int status;
    private HeaderFields headers = HeaderFields.NOT_RECORDED;
    private Reply.@Nullable Times times;
    private @Nullable Body body;
    private @Nullable List<TimedBytes> pieces;

    MessageParser(JsonParser json) {
        this.json = json;
    }

    /**
     * The parsed response.
     *
     * @param pieces of the stream; null when there is none
     */
    record Response(Reply.Head head, Body body, @Nullable List<TimedBytes> pieces) {}

    Exchange.Request request(ObjectNode kept) throws IOException, RecordException {
        clear();
        RecordParser.eachProperty(json, "request", kept, name -> switch (name) {
            case "method" -> {
                method = RecordParser.text(json, "request.method");
                yield true;
            }
            case "url" -> {
                url = RecordParser.text(json, "request.url");
                yield true;
            }
            default -> common(name, "request");
        });
        return new Exchange.Request(method, url, headers, body());
    }

    Response response(ObjectNode kept) throws IOException, RecordException {
        clear();
        RecordParser.eachProperty(json, "response", kept, name -> switch (name) {
            case "status" -> {
                status = status();
                yield true;
            }
            case "times" -> {
                times = times();
                yield true;
            }
            case "stream" -> {
                pieces = stream(kept);
                yield true;
            }
            default -> common(name, "response");
        });
        if (pieces != null && body != null) {
            throw failure("\"response\" has a body and a \"stream\"; keep one");
        }
        return new Response(new Reply.Head(status, headers, times), body(), pieces);
    }

    private void clear() {
        headers = HeaderFields.NOT_RECORDED;
        times = null;
        body = null;
        pieces = null;
    }

    private Body body() {
        String codings = headers.first("content-encoding").orElse("");
        if (body instanceof Body.Bytes encoded && !codings.isEmpty()) {
            try {
                return Body.of(ContentDecoder.decodedBody(encoded.bytes(), codings));
            } catch (ContentDecoder.Undecodable unknown) {
                return encoded;
            }
        }
        return body == null ? new Body.None() : body;
    }

    private boolean common(String name, String part) throws IOException, RecordException {
        switch (name) {
            case "headers" -> headers = headers(part);
            case "body" -> setBody(new Body.Json(StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT)), part);
            case "text" -> setBody(ofText(RecordParser.text(json, part + ".text")), part);
            case "base64" -> setBody(new Body.Bytes(base64(part + ".base64")), part);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Other tools write a JSON body as text too. */
    private static Body ofText(String text) {
        return text.isBlank() ? new Body.Text(text) : Body.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private void setBody(Body value, String part) throws RecordException {
        if (body != null) {
            throw failure("\"" + part + "\" has more than one of \"body\", \"text\" and \"base64\"; keep one");
        }
        body = value;
    }

    private int status() throws IOException, RecordException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getLongValue() < 100
                || json.getLongValue() > 599) {
            throw failure("\"response.status\" is not an HTTP status; write a number from 100 to 599 or remove it");
        }
        return json.getIntValue();
    }

    private Reply.Times times() throws IOException, RecordException {
        JsonNode times = StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT);
        double firstByte = times.path("firstByte").asDouble(-1);
        double end = times.path("end").asDouble(-1);
        if (times.size() != 2 || firstByte < 0 || end < firstByte) {
            throw failure("\"response.times\" is not {\"firstByte\": ms, \"end\": ms}; correct it or remove it");
        }
        return new Reply.Times(firstByte, end);
    }

    private HeaderFields headers(String part) throws IOException, RecordException {
        String where = part + ".headers";
        SortedMap<String, List<String>> fields = new TreeMap<>();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw failure("\"" + where + "\" is not an object");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            String lower = name.toLowerCase(Locale.ROOT);
            List<String> before = fields.put(lower, headerValues(where + "." + name));
            if (before != null) {
                throw new StrictJson.DuplicateKeyException(json, lower);
            }
        }
        return new HeaderFields(fields, true);
    }

    private List<String> headerValues(String where) throws IOException, RecordException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return List.of(RecordParser.text(json, where));
        }
        List<String> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(RecordParser.text(json, where));
        }
        return List.copyOf(values);
    }

    private List<TimedBytes> stream(ObjectNode kept) throws IOException, RecordException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw failure("\"response.stream\" is not an array; write [{\"at\": 12.5, \"raw\": \"data: ...\"}]");
        }
        List<TimedBytes> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(piece(list.size(), kept));
        }
        return list;
    }

    private TimedBytes piece(int index, ObjectNode kept) throws IOException, RecordException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw failure("an item of \"response.stream\" is not an object");
        }
        double at = -1;
        byte @Nullable [] bytes = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "at" -> at = at();
                case "raw" -> bytes = once(bytes, utf8());
                case "base64" -> bytes = once(bytes, base64("response.stream.base64"));
                default ->
                    kept.withObjectProperty("response")
                            .withObjectProperty("stream")
                            .withObjectProperty(Integer.toString(index))
                            .set(name, StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT));
            }
        }
        if (bytes == null) {
            throw failure("an item of \"response.stream\" has neither \"raw\" nor \"base64\"; add the received bytes");
        }
        return new TimedBytes(at, bytes);
    }

    private byte[] once(byte @Nullable [] before, byte[] bytes) throws RecordException {
        if (before != null) {
            throw failure("an item of \"response.stream\" has both \"raw\" and \"base64\"; keep one");
        }
        return bytes;
    }

    private double at() throws IOException, RecordException {
        double at = json.currentToken().isNumeric() ? json.getDoubleValue() : -1;
        if (!(at >= 0) || Double.isInfinite(at)) {
            throw failure(
                    "\"at\" in \"response.stream\" is not a number of 0 or more; write milliseconds since the request was sent or remove it");
        }
        return at;
    }

    private byte[] utf8() throws IOException, RecordException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw failure("\"raw\" in \"response.stream\" is not a string");
        }
        byte[] bytes = Utf8.encode(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        if (bytes == null) {
            throw failure(
                    "\"raw\" in \"response.stream\" has an unpaired surrogate, which UTF-8 cannot encode; write the bytes as \"base64\"");
        }
        return bytes;
    }

    private byte[] base64(String property) throws IOException, RecordException {
        try {
            return Base64.getDecoder().decode(RecordParser.text(json, property));
        } catch (IllegalArgumentException e) {
            throw failure("\"" + property + "\" is not base64");
        }
    }

    private RecordException failure(String message) {
        return new RecordException(message, json.currentTokenLocation());
    }
}
