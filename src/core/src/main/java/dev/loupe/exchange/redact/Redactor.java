package dev.loupe.exchange.redact;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets from an exchange before it is stored or logged: by name, by JSON Pointer, by the shape of well-known keys, and by
 * value: what is secret once in an exchange, or known as a key, is secret everywhere in it, also escaped for JSON or a URL, in
 * Base64, and split over the events of a stream. A value becomes <code>${NAME}</code>, and {@link #fill} restores it.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Redactor {
    /** Shorter keys occur in ordinary text, so that they are redacted by name and shape only. */
    public static final int SHORTEST_KEY = SecretValues.SHORTEST;

    /** An exchange has a few secrets; more are redacted by name and shape only. */
    private static final int MAX_VALUES = 256;

    private final String keyPlaceholder;
    private final List<JsonPointer> pointers;
    private final Map<String, String> known;
    private final SecretValues values;
    private final @Nullable TextMask mask;

    private Redactor(
            String keyPlaceholder, List<JsonPointer> pointers, Map<String, String> known, @Nullable TextMask mask) {
        this.keyPlaceholder = keyPlaceholder;
        this.pointers = List.copyOf(pointers);
        this.known = Map.copyOf(known);
        this.values = new SecretValues(this.known);
        this.mask = mask;
    }

    /**
     * Redacts by name and shape.
     *
     * @param keyVariable name of the environment variable that holds the provider's key, {@code AIMLAPI_KEY}; replaces
     *     the credentials of the request
     */
    public static Redactor of(String keyVariable) {
        return new Redactor("${" + keyVariable + "}", List.of(), Map.of(), null);
    }

    /** Also redacts these properties of request and response bodies. */
    public Redactor withPointers(List<JsonPointer> more) {
        return new Redactor(keyPlaceholder, more, known, mask);
    }

    /** Also replaces the text of messages by other words of the same length and script, the same in all exchanges. */
    public Redactor withMaskedText() {
        return new Redactor(keyPlaceholder, pointers, known, TextMask.random());
    }

    /** Whether the text of messages is replaced: words are known only when an exchange is complete. */
    public boolean masksText() {
        return mask != null;
    }

    /** Also redacts this key everywhere; an endpoint may echo it. */
    public Redactor withKey(String key) {
        if (key.length() < SecretValues.SHORTEST) {
            throw new IllegalArgumentException("a key of fewer than 8 characters occurs in ordinary text");
        }
        return knowing(Map.of(key, keyPlaceholder));
    }

    private Redactor knowing(Map<String, String> secrets) {
        Map<String, String> all = new HashMap<>(known);
        secrets.forEach((value, placeholder) -> {
            if (all.size() < MAX_VALUES) {
                all.putIfAbsent(value, placeholder);
            }
        });
        return new Redactor(keyPlaceholder, pointers, all, mask);
    }

    /** A redactor that also knows the secrets of this exchange, for texts about it; this one when it has none. */
    public Redactor knowing(Exchange exchange) {
        ExchangeRedaction first = pass();
        first.of(exchange);
        return withFound(first);
    }

    /** A redactor that also knows the secrets of this entry of a log, whose properties may be named like headers. */
    public Redactor knowing(JsonNode log) {
        ExchangeRedaction first = pass();
        new SecretFields(keyPlaceholder, first.search()).collect(log);
        return withFound(first);
    }

    /** Whether an exchange has a header, parameter or property that may be secret by its name; a cheap test. */
    public static boolean hasNamedSecret(Exchange exchange) {
        Exchange.Request request = exchange.request();
        Reply reply = exchange.reply();
        Reply.Head head = reply.headOrNull();
        return request.url().indexOf('?') >= 0
                || request.url().indexOf('@') >= 0
                || request.headers().fields().keySet().stream().anyMatch(SecretNames::isHeader)
                || (head != null && head.headers().fields().keySet().stream().anyMatch(SecretNames::isHeader))
                || NamedValueMapper.hasSecretName(request.body().json())
                || (reply instanceof Reply.Answered(var any, Body body) && NamedValueMapper.hasSecretName(body.json()));
    }

    private Redactor withFound(ExchangeRedaction pass) {
        Map<String, String> distinct = new LinkedHashMap<>();
        pass.found().forEach((value, placeholder) -> {
            if (SecretNames.isDistinct(value) && !known.containsKey(value)) {
                distinct.put(value, placeholder);
            }
        });
        return distinct.isEmpty() ? this : knowing(distinct);
    }

    private ExchangeRedaction pass() {
        return new ExchangeRedaction(keyPlaceholder, pointers, search());
    }

    private SecretSearch search() {
        return new SecretSearch(values, keyPlaceholder, new LinkedHashMap<>());
    }

    /** The exchange without secrets; equal to the given one when it has none. */
    public Exchange redact(Exchange exchange) {
        Exchange masked = mask == null
                ? exchange
                : mask.of(exchange, pass().body(exchange.request().body()));
        ExchangeRedaction first = pass();
        Exchange once = first.of(masked);
        Redactor knowing = withFound(first);
        return knowing.equals(this) ? once : knowing.pass().of(masked);
    }

    /** A line of text for a log. */
    public String redact(String text) {
        return isPlain(text) ? text : TextReplacement.in(text, search().in(text));
    }

    /** Whether a text certainly has no secret by its shape, nor one of the known values; also JSON with such texts. */
    public boolean isPlain(String text) {
        return values.isEmpty() && SecretSearch.isPlain(text);
    }

    /** The value of a property, by its name and shape. */
    public String redact(String name, String value) {
        return isPlain(value) && !SecretNames.isProperty(name, value) ? value : pass().named(name, value);
    }

    /** The tree with its strings redacted by shape alone: names in a schema or a sample say nothing about a secret. */
    public JsonNode redactTexts(JsonNode tree) {
        return NamedValueMapper.mapped(tree, "", (name, value) -> redact(value));
    }

    /** A message of a program, which may contain headers or URLs; the rules are too wide for prose. */
    public String redactMessage(String message) {
        return TextReplacement.in(message, search().inMessage(message));
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
                        json.value(), "", (name, value) -> SecretNames.canBeSecret(name) ? filled.apply(value) : value))
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
