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
import dev.loupe.exchange.Transport;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Removes secrets from an exchange before it is stored or logged: by name, by JSON Pointer, by the shape of well-known keys, and
 * every occurrence of the key itself when it is known. A value becomes <code>${NAME}</code>, and {@link #fill} restores it. A secret
 * that a model generates token by token over several stream events is not recognised.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Redactor {
    /** An invalid key for probes of the key. It is not redacted, so that such a probe can be sent again. */
    public static final String INVALID_KEY = "invalid-key-of-loupe";

    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(Bearer|Basic|Token|ApiKey|Negotiate|Digest)(\\s+)(\\S.*)");
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)(?:Bearer|Basic)\\s+[^\\s=,\"]+={0,2}");
    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#@]*@");
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
     * @param keyVariable name of the environment variable that holds the provider's key, {@code AIMLAPI_KEY}; replaces
     *     the credentials of the request
     */
    public static Redactor of(String keyVariable) {
        return new Redactor(keyVariable, List.of(), "");
    }

    /** Also redacts these properties of request and response bodies. */
    public Redactor withPointers(List<JsonPointer> more) {
        return new Redactor(keyVariable(), more, knownKey);
    }

    /** Also redacts this key everywhere; an endpoint may echo it. */
    public Redactor withKey(String key) {
        if (key.length() < 8) {
            throw new IllegalArgumentException("a key of fewer than 8 characters occurs in ordinary text");
        }
        return new Redactor(keyVariable(), pointers, key);
    }

    private String keyVariable() {
        return keyPlaceholder.substring(2, keyPlaceholder.length() - 1);
    }

    /** The exchange without secrets; equal to the given one when it has none. */
    public Exchange redact(Exchange exchange) {
        Exchange.Request request = exchange.request();
        Origin origin = exchange.origin();
        ProbeInfo probed = exchange.probed();
        return new Exchange(
                new Exchange.Id(redact(exchange.id().value())),
                new Origin(
                        origin.provider() == null ? null : redact(origin.provider()),
                        origin.contract() == null ? null : redact(origin.contract()),
                        origin.recordedAt(),
                        redact(origin.source()),
                        origin.file(),
                        origin.line(),
                        origin.lines()),
                new Exchange.Request(
                        request.method(), url(request.url()), headers(request.headers()), body(request.body())),
                switch (exchange.reply()) {
                    case Reply.Answered answered -> new Reply.Answered(head(answered.head()), body(answered.body()));
                    case Reply.Streamed streamed -> stream(streamed);
                    case Reply.Unanswered unanswered -> new Reply.Unanswered(failure(unanswered.failure()));
                },
                probed == null ? null : probed(probed),
                transport(exchange.transport()),
                (ObjectNode) tree(exchange.kept()));
    }

    private Transport transport(Transport transport) {
        List<Transport.Attempt> failed = transport.failed().stream()
                .map(attempt -> new Transport.Attempt(failure(attempt.failure()), attempt.reused()))
                .toList();
        return new Transport(failed, transport.endedServer());
    }

    private ProbeInfo probed(ProbeInfo probed) {
        return new ProbeInfo(
                probed.probe(),
                probed.at(),
                redact(probed.value()),
                redact(probed.rule()),
                probed.published(),
                probed.corrected(),
                probed.twin());
    }

    /** A line of text for a log. */
    public String redact(String text) {
        return TextReplacement.in(text, secretsIn(text));
    }

    /** The value of a property, by its name and shape. */
    public String redact(String name, String value) {
        return SecretNames.isMember(name) && !value.isEmpty() && !SecretNames.isPlaceholder(value)
                ? SecretNames.placeholder(name)
                : redact(value);
    }

    /** A message of a program, which may contain headers or URLs; the rules are too wide for prose. */
    public String redactMessage(String message) {
        List<TextReplacement> secrets = new ArrayList<>(secretsIn(message));
        SecretPatterns.findInMessage(message, keyPlaceholder, secrets);
        return TextReplacement.in(message, SecretNames.apart(secrets));
    }

    private Reply.Failure failure(Reply.Failure failure) {
        return new Reply.Failure(failure.kind(), redactMessage(failure.message()));
    }

    private List<TextReplacement> secretsIn(String text) {
        return SecretNames.in(text, knownKey, keyPlaceholder);
    }

    private Reply.Head head(Reply.Head head) {
        return new Reply.Head(head.code(), headers(head.headers()), head.times());
    }

    private HeaderFields headers(HeaderFields headers) {
        return NamedValueMapper.mapped(
                headers,
                (name, value) ->
                        SecretNames.isHeader(name) || isCredential(name, value) ? header(name, value) : redact(value));
    }

    /** A value that begins like a credential is one under any name, but not a challenge ({@code Basic realm="x"}). */
    private static boolean isCredential(String name, String value) {
        return !name.endsWith("-authenticate") && CREDENTIAL.matcher(value).matches();
    }

    private String header(String name, String value) {
        boolean authorizes = name.endsWith("authorization") || name.endsWith("api-key");
        String placeholder = authorizes ? keyPlaceholder : SecretNames.placeholder(name);
        Matcher scheme = AUTHORIZATION.matcher(value);
        String prefix = scheme.matches() ? scheme.group(1) + scheme.group(2) : "";
        String secret = value.substring(prefix.length());
        boolean open = secret.isEmpty() || secret.equals(INVALID_KEY) || SecretNames.isPlaceholder(secret);
        return open ? value : prefix + placeholder;
    }

    private String url(String url) {
        String plain = USER_INFO
                .matcher(url)
                .replaceFirst(found -> Matcher.quoteReplacement(
                        SecretNames.isPlaceholder(userInfo(found.group(), found.group(1)))
                                ? found.group()
                                : found.group(1) + "${USER_INFO}@"));
        String named = PARAMETER
                .matcher(plain)
                .replaceAll(found -> Matcher.quoteReplacement(
                        !SecretNames.isParameter(found.group(2)) || SecretNames.isPlaceholder(found.group(3))
                                ? found.group()
                                : found.group(1) + found.group(2) + "=" + parameter(found.group(2))));
        return redact(withoutFragment(named));
    }

    /** A fragment is never sent to a server, but a browser may have recorded a token in it. */
    private static String withoutFragment(String url) {
        int hash = url.indexOf('#');
        return hash < 0 || hash == url.length() - 1 ? url : url.substring(0, hash + 1) + "${FRAGMENT}";
    }

    private static String userInfo(String whole, String scheme) {
        return whole.substring(scheme.length(), whole.length() - 1);
    }

    private String parameter(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("key") ? keyPlaceholder : SecretNames.placeholder(name);
    }

    private Body body(Body body) {
        return switch (body) {
            case Body.Json json -> new Body.Json(atPointers(tree(json.value())));
            case Body.Text text -> new Body.Text(redact(text.text()));
            case Body.Bytes bytes -> bytes(bytes);
            case Body.None none -> none;
        };
    }

    private Body bytes(Body.Bytes bytes) {
        String text = latin(bytes.bytes());
        String redacted = redact(text);
        return redacted.equals(text) ? bytes : new Body.Bytes(redacted.getBytes(StandardCharsets.ISO_8859_1));
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
    private JsonNode tree(JsonNode tree) {
        return NamedValueMapper.mapped(NamedValueMapper.renamed(tree, this::redact), "", this::redact);
    }

    /**
     * Searches the joined bytes, because the network may split a key; the replacement is in the piece where the key began.
     */
    private Reply.Streamed stream(Reply.Streamed streamed) {
        var ending = streamed.ending().failure() == null
                ? streamed.ending()
                : new Reply.Ending(failure(streamed.ending().failure()));
        List<TimedBytes> pieces = streamed.bytes();
        var joined = new StringBuilder();
        pieces.forEach(piece -> joined.append(latin(piece.bytes())));
        List<TextReplacement> secrets = secretsIn(joined.toString());
        return secrets.isEmpty()
                ? new Reply.Streamed(head(streamed.head()), streamed.events(), ending, streamed.pieces())
                : Reply.Streamed.of(head(streamed.head()), TextReplacement.in(pieces, secrets), ending);
    }

    /**
     * Restores secrets where redaction removed them: headers and properties with secret names, parameters of the URL. Text of
     * messages does not change.
     *
     * @param values by variable name. Pass only what the provider may see, never the whole environment: a recording of another
     *     origin may name any variable
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
                ? new Body.Json(NamedValueMapper.mapped(
                        json.value(), "", (name, value) -> SecretNames.isMember(name) ? filled.apply(value) : value))
                : request.body();
        var sent = new Exchange.Request(
                request.method(),
                filled.apply(request.url()),
                NamedValueMapper.mapped(
                        request.headers(), (name, value) -> SecretNames.isHeader(name) ? filled.apply(value) : value),
                body);
        return new Exchange(
                exchange.id(),
                exchange.origin(),
                sent,
                exchange.reply(),
                exchange.probed(),
                exchange.transport(),
                exchange.kept());
    }
}
