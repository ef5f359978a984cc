package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.RecordLineIndex;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.text.TextTruncation;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses one record in one pass, without a tree of its stream, which would double the memory. */
final class RecordParser {
    private final RawRecord raw;
    private final JsonParser json;
    private final MessageParser messages;
    private final DetailParser details;
    private final ObjectNode kept = JsonNodeFactory.instance.objectNode();

    private boolean hasFormat;
    private boolean openApi;
    private @Nullable String id;
    private @Nullable String provider;
    private @Nullable String contract;
    private @Nullable Instant recordedAt;
    private String source = "";
    private Exchange.@Nullable Request request;
    private MessageParser.@Nullable Response response;
    private boolean hasResponse;
    private Reply.@Nullable Failure failure;
    private @Nullable ProbeInfo probed;
    private TransportInfo transport = TransportInfo.NONE;

    RecordParser(RawRecord raw, JsonParser json) {
        this.raw = raw;
        this.json = json;
        messages = new MessageParser(json);
        details = new DetailParser(json, kept);
    }

    Exchange parse() throws IOException, RecordException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw failure("a record is a JSON object, this is not one; each recording starts with {");
        }
        eachProperty("", kept, this::property);
        if (json.nextToken() != null) {
            throw failure("there is text after the record; write one record per .json file or per line of .ndjson");
        }
        if (!hasFormat && openApi) {
            throw failure("this is an OpenAPI document, no recording; to check it: loupe lint");
        }
        if (!hasFormat) {
            throw missing(
                    "format", "\"format\": \"" + RecordingFormat.NAME + "\"; to convert other files: loupe import");
        }
        if (id == null) {
            throw missing("id", "an id for the exchange, such as \"provider/model/name\"");
        }
        if (request == null) {
            throw missing("request", "the request: {\"method\", \"url\", \"headers\", \"body\"}");
        }
        var origin =
                new Origin(provider, contract, recordedAt, source, raw.file(), raw.line(), RecordLineIndex.of(raw));
        return new Exchange(new Exchange.Id(id), origin, request, reply(), probed, transport, kept);
    }

    private boolean property(String name) throws IOException, RecordException {
        switch (name) {
            case "format" -> format();
            case "id" -> id = text(json, "id");
            case "provider" -> provider = text(json, "provider");
            case "contract" -> contract = text(json, "contract");
            case "recordedAt" -> recordedAt = instant();
            case "source" -> eachProperty("source", kept, this::sourceProperty);
            case "probe" -> probed = details.probe();
            case "request" -> request = messages.request(kept);
            case "response" -> {
                hasResponse = true;
                response = json.currentToken() == JsonToken.VALUE_NULL ? null : messages.response(kept);
            }
            case "failure" -> failure = details.failure();
            case "transport" -> transport = details.transport();
            case "openapi", "swagger" -> {
                openApi = true;
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Reply reply() throws RecordException {
        if (response == null) {
            if (failure == null) {
                throw hasResponse
                        ? missing(
                                "failure",
                                "the reason why \"response\" is null: {\"kind\": \"timeout\", \"message\": ...}")
                        : missing("response", "the response, or \"response\": null with a \"failure\"");
            }
            return new Reply.Unanswered(failure);
        }
        if (response.pieces() == null) {
            if (failure != null) {
                throw failure(
                        "\"failure\" contradicts the complete response; set \"response\" to null or remove \"failure\"");
            }
            return new Reply.Answered(response.head(), response.body());
        }
        var ending = failure == null ? Reply.Ending.CLOSED : new Reply.Ending(failure);
        return Reply.Streamed.of(response.head(), response.pieces(), ending);
    }

    private void format() throws IOException, RecordException {
        String format = text(json, "format");
        if (!format.equals(RecordingFormat.NAME)) {
            throw failure("the format is \"%s\", expected \"%s\"; %s"
                    .formatted(
                            shorten(format),
                            RecordingFormat.NAME,
                            format.startsWith("loupe-exchange/")
                                    ? "use a version of Loupe that supports it, or record again"
                                    : "this is not a recording, exclude it"));
        }
        hasFormat = true;
    }

    private boolean sourceProperty(String name) throws IOException, RecordException {
        if (!name.equals("kind")) {
            return false;
        }
        source = text(json, "source.kind");
        return true;
    }

    private Instant instant() throws IOException, RecordException {
        String text = text(json, "recordedAt");
        try {
            return RecordTime.parse(text);
        } catch (DateTimeException e) {
            throw failure("\"recordedAt\" is \"%s\", which is not a time; write one such as 2025-06-06T07:30:15Z"
                    .formatted(shorten(text)));
        }
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Reads the value at the current token; false when the property is unknown. */
    interface PropertyReader {
        boolean read(String name) throws IOException, RecordException;
    }

    /** Reads every property of the object at the current token; unknown ones are kept. */
    private void eachProperty(String part, ObjectNode kept, PropertyReader property)
            throws IOException, RecordException {
        eachProperty(json, part, kept, property);
    }

    static void eachProperty(JsonParser json, String part, ObjectNode kept, PropertyReader property)
            throws IOException, RecordException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RecordException("\"" + part + "\" is not an object", json.currentTokenLocation());
        }
        Set<String> seen = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (!seen.add(name)) {
                throw new StrictJson.DuplicateKeyException(json, name);
            }
            json.nextToken();
            if (!property.read(name)) {
                (part.isEmpty() ? kept : kept.withObjectProperty(part))
                        .set(name, StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT));
            }
        }
    }

    static String text(JsonParser json, String property) throws IOException, RecordException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new RecordException("\"" + property + "\" is not a string", json.currentTokenLocation());
        }
        return json.getText();
    }

    private RecordException missing(String property, String what) {
        return missing(json, property, what);
    }

    static RecordException missing(JsonParser json, String property, String what) {
        return new RecordException("no \"" + property + "\"; add " + what, json.currentTokenLocation());
    }

    private RecordException failure(String message) {
        return new RecordException(message, json.currentTokenLocation());
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : TextTruncation.shortened(text, 57);
    }
}
