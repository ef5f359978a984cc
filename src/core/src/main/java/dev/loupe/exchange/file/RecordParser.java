package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses one record in one pass, without a tree of its stream, which would double the memory. */
final class RecordParser {
    private final RawRecord raw;
    private final JsonParser json;
    private final MessageParser messages;
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
            case "probe" -> probed = probe();
            case "request" -> request = messages.request(kept);
            case "response" -> {
                hasResponse = true;
                response = json.currentToken() == JsonToken.VALUE_NULL ? null : messages.response(kept);
            }
            case "failure" -> failure = failure();
            case "transport" -> transport = transport();
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

    private Reply.@Nullable Failure failure() throws IOException, RecordException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        JsonNode node = StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT);
        Reply.Failure.Kind kind = oneOf(Reply.Failure.Kind.values(), node.path("kind"), "failure.kind");
        keepRest("failure", node, "kind", "message");
        return new Reply.Failure(kind, node.path("message").asText(""));
    }

    private TransportInfo transport() throws IOException, RecordException {
        JsonNode node = StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT);
        List<TransportInfo.Attempt> failed = new ArrayList<>();
        for (JsonNode attempt : node.path("failed")) {
            Reply.Failure.Kind kind = oneOf(Reply.Failure.Kind.values(), attempt.path("kind"), "transport.failed.kind");
            failed.add(new TransportInfo.Attempt(
                    new Reply.Failure(kind, attempt.path("message").asText("")),
                    attempt.path("reused").asBoolean()));
        }
        keepRest("transport", node, "failed", "endedServer", "inFlight", "serverErrors", "framing");
        return new TransportInfo(
                failed,
                node.path("endedServer").asBoolean(),
                node.has("inFlight") ? texts(node.path("inFlight")) : null,
                texts(node.path("serverErrors")),
                node.has("framing") ? framing(node.path("framing")) : null);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(text -> text.asText("")).toList();
    }

    private List<FramingError> framing(JsonNode errors) throws RecordException {
        List<FramingError> framing = new ArrayList<>();
        for (JsonNode error : errors) {
            FramingError.Kind kind = oneOf(FramingError.Kind.values(), error.path("kind"), "transport.framing.kind");
            framing.add(new FramingError(kind, error.path("detail").asText("")));
        }
        return framing;
    }

    private @Nullable ProbeInfo probe() throws IOException, RecordException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        JsonNode node = StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT);
        for (String name : new String[] {"id", "at", "rule"}) {
            if (!node.path(name).isTextual()) {
                throw missing("probe." + name, "a string, or remove \"probe\"");
            }
        }
        keepRest("probe", node, "id", "at", "value", "rule", "published", "corrected", "twin");
        try {
            return new ProbeInfo(
                    node.path("id").textValue(),
                    JsonPointer.compile(node.path("at").textValue()),
                    node.path("value").asText(""),
                    node.path("rule").textValue(),
                    oneOf(ProbeInfo.Permission.values(), node.path("published"), "probe.published"),
                    oneOf(ProbeInfo.Permission.values(), node.path("corrected"), "probe.corrected"),
                    node.path("twin").asText(""));
        } catch (IllegalArgumentException e) {
            throw failure("\"probe.at\" is not a JSON Pointer; write one such as /temperature");
        }
    }

    private void keepRest(String part, JsonNode node, String... known) {
        Set<String> names = Set.of(known);
        for (var property : node.properties()) {
            if (!names.contains(property.getKey())) {
                kept.withObjectProperty(part).set(property.getKey(), property.getValue());
            }
        }
    }

    private <E extends Enum<E>> E oneOf(E[] values, JsonNode written, String property) throws RecordException {
        for (E value : values) {
            if (lower(value).equals(written.asText(""))) {
                return value;
            }
        }
        throw failure("\"%s\" is %s; write one of %s"
                .formatted(
                        property,
                        written.isMissingNode() ? "missing" : shorten(written.toString()),
                        Arrays.stream(values).map(RecordParser::lower).collect(Collectors.joining(", "))));
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
        return new RecordException("no \"" + property + "\"; add " + what, json.currentTokenLocation());
    }

    private RecordException failure(String message) {
        return new RecordException(message, json.currentTokenLocation());
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : TextTruncation.shortened(text, 57);
    }
}
