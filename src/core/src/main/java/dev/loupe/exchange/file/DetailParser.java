package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.exchange.text.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses the small parts of a record that are read as trees: its failure, transport and probe. */
final class DetailParser {
    private final JsonParser json;
    private final ObjectNode kept;

    /** @param kept gets the unknown properties of each part */
    DetailParser(JsonParser json, ObjectNode kept) {
        this.json = json;
        this.kept = kept;
    }

    Reply.@Nullable Failure failure() throws IOException, RecordException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        JsonNode node = StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT);
        Reply.Failure.Kind kind = oneOf(Reply.Failure.Kind.values(), node.path("kind"), "failure.kind");
        keepRest("failure", node, "kind", "message");
        return new Reply.Failure(kind, node.path("message").asText(""));
    }

    TransportInfo transport() throws IOException, RecordException {
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

    @Nullable
    ProbeInfo probe() throws IOException, RecordException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        JsonNode node = StrictJson.tree(json, StrictJson.DuplicateKeys.REJECT);
        for (String name : new String[] {"id", "at", "rule"}) {
            if (!node.path(name).isTextual()) {
                throw RecordParser.missing(json, "probe." + name, "a string, or remove \"probe\"");
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
            throw new RecordException(
                    "\"probe.at\" is not a JSON Pointer; write one such as /temperature", json.currentTokenLocation());
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
            if (RecordParser.lower(value).equals(written.asText(""))) {
                return value;
            }
        }
        throw new RecordException(
                "\"%s\" is %s; write one of %s"
                        .formatted(
                                property,
                                written.isMissingNode() ? "missing" : RecordParser.shorten(written.toString()),
                                Arrays.stream(values).map(RecordParser::lower).collect(Collectors.joining(", "))),
                json.currentTokenLocation());
    }
}
