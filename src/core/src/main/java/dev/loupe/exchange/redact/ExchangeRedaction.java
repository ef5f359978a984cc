package dev.loupe.exchange.redact;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One pass over an exchange that removes its secrets and collects their values. */
record ExchangeRedaction(String keyPlaceholder, List<JsonPointer> pointers, SecretSearch search) {
    /** The placeholder of each secret so far by its value. */
    Map<String, String> found() {
        return search.found();
    }

    Exchange of(Exchange exchange) {
        Exchange.Request request = exchange.request();
        Origin origin = exchange.origin();
        ProbeInfo probed = exchange.probed();
        SecretFields fields = new SecretFields(keyPlaceholder, search);
        return new Exchange(
                new Exchange.Id(text(exchange.id().value())),
                new Origin(
                        origin.provider() == null ? null : text(origin.provider()),
                        origin.contract() == null ? null : text(origin.contract()),
                        origin.recordedAt(),
                        text(origin.source()),
                        origin.file(),
                        origin.line(),
                        origin.lines()),
                new Exchange.Request(
                        request.method(),
                        fields.url(request.url()),
                        fields.headers(request.headers()),
                        body(request.body())),
                reply(exchange.reply(), fields),
                probed == null ? null : probed(probed),
                transport(exchange.transport()),
                (ObjectNode) tree(exchange.kept()));
    }

    private TransportInfo transport(TransportInfo transport) {
        List<TransportInfo.Attempt> failed = transport.failed().stream()
                .map(attempt -> new TransportInfo.Attempt(failure(attempt.failure()), attempt.reused()))
                .toList();
        return new TransportInfo(
                failed, transport.endedServer(), transport.inFlight(), transport.serverErrors(), transport.framing());
    }

    private ProbeInfo probed(ProbeInfo probed) {
        return new ProbeInfo(
                probed.probe(),
                probed.at(),
                text(probed.value()),
                text(probed.rule()),
                probed.published(),
                probed.corrected(),
                probed.controlProbe());
    }

    private Reply reply(Reply reply, SecretFields fields) {
        return switch (reply) {
            case Reply.Answered answered -> new Reply.Answered(head(answered.head(), fields), body(answered.body()));
            case Reply.Streamed streamed -> stream(streamed, head(streamed.head(), fields));
            case Reply.Unanswered unanswered -> new Reply.Unanswered(failure(unanswered.failure()));
        };
    }

    private static Reply.Head head(Reply.Head head, SecretFields fields) {
        HeaderFields headers = fields.headers(head.headers());
        return new Reply.Head(head.code(), headers, head.times());
    }

    private Reply.Failure failure(Reply.Failure failure) {
        String message = failure.message();
        return new Reply.Failure(failure.kind(), TextReplacement.in(message, search.inMessage(message)));
    }

    private String text(String text) {
        return TextReplacement.in(text, search.in(text));
    }

    /** The value of a property, by its name and shape. */
    String named(String name, String value) {
        if (value.isEmpty() || SecretNames.isPlaceholder(value) || !SecretNames.isProperty(name, value)) {
            return text(value);
        }
        String placeholder = SecretNames.placeholder(name);
        new SecretFields(keyPlaceholder, search).collect(value, placeholder);
        return placeholder;
    }

    Body body(Body body) {
        return switch (body) {
            case Body.Json json -> new Body.Json(atPointers(tree(json.value())));
            case Body.Text text -> new Body.Text(text(text.text()));
            case Body.Bytes bytes -> bytes(bytes);
            case Body.None none -> none;
        };
    }

    @SuppressWarnings("ReferenceEquality") // the same array means that nothing changed
    private Body bytes(Body.Bytes bytes) {
        byte[] original = bytes.bytes();
        byte[] redacted = GzipText.is(original) ? GzipText.mapped(original, this::bytes) : bytes(original);
        return redacted == original ? bytes : new Body.Bytes(redacted);
    }

    private byte[] bytes(byte[] bytes) {
        String text = latin(bytes);
        String redacted = text(text);
        return redacted.equals(text) ? bytes : redacted.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Keys are ASCII: decoding one character per byte is sufficient. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private JsonNode atPointers(JsonNode shared) {
        JsonNode tree = pointers.isEmpty() ? shared : shared.deepCopy();
        for (JsonPointer pointer : pointers) {
            JsonNode secret = tree.at(pointer);
            if (pointer.matches() || secret.isMissingNode() || SecretNames.isPlaceholder(secret.asText(""))) {
                continue;
            }
            String name = pointer.last().getMatchingProperty();
            if (tree.at(pointer.head()) instanceof ArrayNode array) {
                array.set(
                        pointer.last().getMatchingIndex(),
                        TextNode.valueOf(SecretNames.placeholder("element_" + name)));
            } else if (tree.at(pointer.head()) instanceof ObjectNode object) {
                object.set(name, TextNode.valueOf(SecretNames.placeholder(name)));
            }
        }
        return tree;
    }

    /** The tree without secrets; the same one when there is none. */
    JsonNode tree(JsonNode tree) {
        JsonNode named = NamedValueMapper.mapped(NamedValueMapper.renamed(tree, this::text), "", this::named);
        return new GeneratedTokens(search).in(named);
    }

    /**
     * Searches the joined bytes, because the network may split a key; the replacement is in the piece where the key began.
     */
    private Reply.Streamed stream(Reply.Streamed streamed, Reply.Head head) {
        var ending = streamed.ending().failure() == null
                ? streamed.ending()
                : new Reply.Ending(failure(streamed.ending().failure()));
        List<TimedBytes> pieces = streamed.bytes();
        var joined = new StringBuilder();
        pieces.forEach(piece -> joined.append(latin(piece.bytes())));
        String stream = joined.toString();
        List<TextReplacement> secrets = new ArrayList<>(search.inStream(stream));
        secrets.addAll(StreamedStrings.secretsIn(stream, search));
        return secrets.isEmpty()
                ? new Reply.Streamed(head, streamed.events(), ending, streamed.pieces())
                : Reply.Streamed.of(head, TextReplacement.in(pieces, SecretSearch.merged(secrets)), ending);
    }
}
