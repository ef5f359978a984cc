package dev.loupe.exchange;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Secrets.Edit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of an exchange before it is stored or logged: by name, by JSON pointer, by the shape of well-known keys,
 * and every occurrence of the key itself when it is known. A value becomes <code>${NAME}</code>, and {@link #fill} puts it
 * back. A secret that a model says token by token over several stream events is not recognised.
 */
public final class Redactor {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(Bearer|Basic|Token|ApiKey|Negotiate|Digest)(\\s+)(\\S.*)");
    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#@]*@");
    /** The same within a line of a log, where no word of prose is that long. */
    private static final Pattern LOGGED = Pattern.compile("(?i)\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=-]{12,}");

    private static final Pattern LOGGED_URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"'<>]{1,2000}");

    private static final Pattern PARAMETER = Pattern.compile("([?&#;])([^=&#;?]{1,64}+)=([^&#;]*+)");

    private final String keyPlaceholder;
    private final List<JsonPointer> pointers;
    private final String knownKey;

    private Redactor(String keyVariable, List<JsonPointer> pointers, String knownKey) {
        this.keyPlaceholder = "${" + keyVariable + "}";
        this.pointers = List.copyOf(pointers);
        this.knownKey = knownKey;
    }

    /**
     * Redacts by name and shape.
     *
     * @param keyVariable name of the environment variable that holds the provider's key, {@code AIMLAPI_KEY}; stands for
     *     what authorizes the request
     */
    public static Redactor of(String keyVariable) {
        return new Redactor(keyVariable, List.of(), "");
    }

    /** Also redacts these members of request and response bodies. */
    public Redactor withPointers(List<JsonPointer> more) {
        return new Redactor(keyVariable(), more, knownKey);
    }

    /** Also redacts this very key wherever it stands; an endpoint may echo it. */
    public Redactor withKey(String key) {
        if (key.length() < 8) {
            throw new IllegalArgumentException("a key of fewer than 8 characters would be found in ordinary text");
        }
        return new Redactor(keyVariable(), pointers, key);
    }

    private String keyVariable() {
        return keyPlaceholder.substring(2, keyPlaceholder.length() - 1);
    }

    public Exchange redact(Exchange exchange) {
        Exchange.Request request = exchange.request();
        return new Exchange(
                new Exchange.Id(redact(exchange.id().value())),
                exchange.origin(),
                new Exchange.Request(
                        request.method(), url(request.url()), headers(request.headers()), body(request.body())),
                switch (exchange.reply()) {
                    case Reply.Answered answered -> new Reply.Answered(head(answered.head()), body(answered.body()));
                    case Reply.Streamed streamed -> stream(streamed);
                    case Reply.Unanswered unanswered -> new Reply.Unanswered(failure(unanswered.failure()));
                },
                exchange.probed(),
                (ObjectNode) tree(exchange.kept()));
    }

    /** A line of text, as for a log. */
    public String redact(String text) {
        List<Edit> secrets = secretsIn(text);
        if (secrets.isEmpty()) {
            return text;
        }
        var redacted = new StringBuilder();
        int from = 0;
        for (Edit secret : secrets) {
            redacted.append(text, from, secret.start()).append(secret.replacement());
            from = secret.end();
        }
        return redacted.append(text, from, text.length()).toString();
    }

    /** A message of a program, which may tell a header or an address; prose may not be changed so. */
    public String redactMessage(String message) {
        String urls = LOGGED_URL.matcher(message).replaceAll(found -> Matcher.quoteReplacement(url(found.group())));
        String tokens = LOGGED.matcher(urls)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + " " + keyPlaceholder));
        return redact(tokens);
    }

    /** The value of a member of this name. */
    public String redact(String name, String value) {
        return Secrets.isMember(name) && !value.isEmpty() && !Secrets.isPlaceholder(value)
                ? Secrets.placeholder(name)
                : redact(value);
    }

    private List<Edit> secretsIn(String text) {
        return Secrets.in(text, knownKey, keyPlaceholder);
    }

    private Reply.Head head(Reply.Head head) {
        return new Reply.Head(head.code(), headers(head.headers()));
    }

    private Reply.Failure failure(Reply.Failure failure) {
        return new Reply.Failure(failure.kind(), redactMessage(failure.message()));
    }

    private Headers headers(Headers headers) {
        return mapped(headers, (name, value) -> Secrets.isHeader(name) ? header(name, value) : redactMessage(value));
    }

    private String header(String name, String value) {
        boolean authorizes = name.endsWith("authorization") || name.endsWith("api-key");
        String placeholder = authorizes ? keyPlaceholder : Secrets.placeholder(name);
        Matcher scheme = AUTHORIZATION.matcher(value);
        String prefix = scheme.matches() ? scheme.group(1) + scheme.group(2) : "";
        String secret = value.substring(prefix.length());
        return secret.isEmpty() || Secrets.isPlaceholder(secret) ? value : prefix + placeholder;
    }

    private String url(String url) {
        String plain = USER_INFO
                .matcher(url)
                .replaceFirst(found -> Matcher.quoteReplacement(
                        Secrets.isPlaceholder(userInfo(found.group(), found.group(1)))
                                ? found.group()
                                : found.group(1) + "${USER_INFO}@"));
        String named = PARAMETER
                .matcher(plain)
                .replaceAll(found -> Matcher.quoteReplacement(
                        !Secrets.isParameter(found.group(2)) || Secrets.isPlaceholder(found.group(3))
                                ? found.group()
                                : found.group(1) + found.group(2) + "=" + parameter(found.group(2))));
        return redact(named);
    }

    private static String userInfo(String whole, String scheme) {
        return whole.substring(scheme.length(), whole.length() - 1);
    }

    private String parameter(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("key") ? keyPlaceholder : Secrets.placeholder(name);
    }

    private Body body(Body body) {
        return switch (body) {
            case Body.Json json -> new Body.Json(atPointers(tree(json.value())));
            case Body.Text text -> new Body.Text(redact(text.text()));
            case Body.Bytes bytes -> new Body.Bytes(redact(latin(bytes.bytes())).getBytes(StandardCharsets.ISO_8859_1));
            case Body.None none -> none;
        };
    }

    /** Keys are ASCII: one character for each byte loses nothing and spares the rest. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private JsonNode atPointers(JsonNode tree) {
        for (JsonPointer pointer : pointers) {
            JsonNode secret = tree.at(pointer);
            if (pointer.matches() || secret.isMissingNode() || Secrets.isPlaceholder(secret.asText(""))) {
                continue;
            }
            String name = pointer.last().getMatchingProperty();
            if (tree.at(pointer.head()) instanceof ArrayNode array) {
                array.set(pointer.last().getMatchingIndex(), TextNode.valueOf(Secrets.placeholder("element_" + name)));
            } else if (tree.at(pointer.head()) instanceof ObjectNode object) {
                object.set(name, TextNode.valueOf(Secrets.placeholder(name)));
            }
        }
        return tree;
    }

    /** A copy of the tree without secrets. */
    private JsonNode tree(JsonNode tree) {
        return mapped(tree, "", this::redact);
    }

    /**
     * Works on the joined bytes, because the network may split a key; what replaces it stands in the piece where it began.
     */
    private Reply.Streamed stream(Reply.Streamed streamed) {
        var ending = streamed.ending().failure() == null
                ? streamed.ending()
                : new Reply.Ending(failure(streamed.ending().failure()));
        List<Piece> pieces = RecordWriter.pieces(streamed);
        var joined = new StringBuilder();
        pieces.forEach(piece -> joined.append(latin(piece.bytes())));
        List<Edit> secrets = secretsIn(joined.toString());
        return secrets.isEmpty()
                ? new Reply.Streamed(head(streamed.head()), streamed.events(), ending, pieces)
                : Reply.Streamed.of(head(streamed.head()), replaced(pieces, secrets), ending);
    }

    private static List<Piece> replaced(List<Piece> pieces, List<Edit> secrets) {
        List<Piece> result = new ArrayList<>(pieces.size());
        int start = 0;
        for (Piece piece : pieces) {
            int end = start + piece.bytes().length;
            var bytes = new ByteArrayOutputStream(piece.bytes().length);
            int from = start;
            for (Edit secret : secrets) {
                if (secret.end() <= from || secret.start() >= end) {
                    continue;
                }
                if (secret.start() >= start) {
                    bytes.write(piece.bytes(), from - start, secret.start() - from);
                    bytes.writeBytes(secret.replacement().getBytes(StandardCharsets.US_ASCII));
                }
                from = Math.min(secret.end(), end);
            }
            bytes.write(piece.bytes(), from - start, end - from);
            result.add(new Piece(piece.at(), bytes.toByteArray()));
            start = end;
        }
        return result;
    }

    /** What is to be said for a named value. */
    private interface Change {
        String of(String name, String value);
    }

    private static Headers mapped(Headers headers, Change change) {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        headers.fields()
                .forEach((name, values) -> fields.put(
                        name,
                        values.stream().map(value -> change.of(name, value)).toList()));
        return new Headers(fields, headers.recorded());
    }

    private static JsonNode mapped(JsonNode tree, String name, Change change) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties()
                        .forEach(member ->
                                copy.set(member.getKey(), mapped(member.getValue(), member.getKey(), change)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode(array.size());
                array.forEach(element -> copy.add(mapped(element, name, change)));
                yield copy;
            }
            case TextNode text -> TextNode.valueOf(change.of(name, text.textValue()));
            default -> tree;
        };
    }

    /**
     * Puts secrets back where redaction takes them from: headers and members under secret names, parameters of the URL.
     * Text of messages is left alone.
     *
     * @param values by variable name. Give only what the provider may see, never the whole environment: a recording from
     *     elsewhere may ask for any variable by name
     */
    public static Exchange fill(Exchange exchange, Map<String, String> values) {
        UnaryOperator<String> filled = text -> {
            String result = text;
            for (var value : values.entrySet()) {
                result = result.replace("${" + value.getKey() + "}", value.getValue());
            }
            return result;
        };
        Exchange.Request request = exchange.request();
        Body body = request.body() instanceof Body.Json json
                ? new Body.Json(
                        mapped(json.value(), "", (name, value) -> Secrets.isMember(name) ? filled.apply(value) : value))
                : request.body();
        var sent = new Exchange.Request(
                request.method(),
                filled.apply(request.url()),
                mapped(request.headers(), (name, value) -> Secrets.isHeader(name) ? filled.apply(value) : value),
                body);
        return new Exchange(
                exchange.id(), exchange.origin(), sent, exchange.reply(), exchange.probed(), exchange.kept());
    }
}
