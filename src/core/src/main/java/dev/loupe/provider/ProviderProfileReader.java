package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.provider.ModelAliases.Echo;
import dev.loupe.provider.ProviderDialect.Done;
import dev.loupe.provider.ProviderDialect.ErrorBody;
import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderDialect.JsonType;
import dev.loupe.provider.ProviderDialect.UsageChunk;
import dev.loupe.provider.ProviderProfile.ContextWindow;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the YAML of one provider. An unknown property is an error, since it is probably a typing error. */
final class ProviderProfileReader {
    private static final List<String> INHERITED =
            List.of("errors", "streams", "parameters", "ids", "tool-calls", "usage", "finish-reasons", "models");

    private final String file;

    ProviderProfileReader(String file) {
        this.file = file;
    }

    /**
     * Reads a profile.
     *
     * @param base the profile from which it inherits what it leaves unsaid
     */
    ProviderProfile read(JsonNode own, JsonNode base) throws BadProvider {
        known(
                own,
                "",
                "name",
                "title",
                "base-url",
                "key-variable",
                "hosts",
                "local",
                "headers",
                "errors",
                "streams",
                "parameters",
                "ids",
                "tool-calls",
                "usage",
                "finish-reasons",
                "models",
                "prices",
                "context-windows",
                "credits-per-usd",
                "reference-provider");
        JsonNode root = inheriting(own, base);
        JsonNode credits = root.path("credits-per-usd");
        if (!credits.isMissingNode() && !credits.canConvertToLong()) {
            throw bad("credits-per-usd", "must be an integer");
        }
        return new ProviderProfile(
                required(root, "name"),
                text(root, "title", required(root, "name")),
                text(root, "base-url", ""),
                text(root, "key-variable", ""),
                servers(root),
                headers(root.path("headers")),
                dialect(root),
                prices(root.path("prices")),
                contextWindows(root.path("context-windows")),
                credits.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(credits.longValue()),
                templates(root.path("reference-provider"), !credits.isMissingNode()));
    }

    /** Dialect sections alone are inherited, each property by itself. A value that is not a mapping stays for its check. */
    private static JsonNode inheriting(JsonNode own, JsonNode base) {
        ObjectNode merged = own.deepCopy();
        for (String section : INHERITED) {
            JsonNode inherited = base.path(section);
            JsonNode stated = own.path(section);
            if (inherited instanceof ObjectNode properties && stated.isObject()) {
                merged.set(section, properties.deepCopy().setAll((ObjectNode) stated));
            } else if (stated.isMissingNode() && !inherited.isMissingNode()) {
                merged.set(section, inherited);
            }
        }
        return merged;
    }

    private Servers servers(JsonNode root) throws BadProvider {
        List<String> hosts = new ArrayList<>();
        String baseUrl = text(root, "base-url", "");
        if (baseUrl.startsWith("https://")) {
            hosts.add(UrlAuthority.of(baseUrl).host());
        }
        for (String host : words(root, "hosts")) {
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
        JsonNode local = root.path("local");
        known(local, "local", "ports", "signs", "headers");
        Set<Integer> ports = new HashSet<>();
        for (JsonNode port : local.path("ports")) {
            if (!port.isInt()) {
                throw bad("local/ports", "must be a list of numbers");
            }
            ports.add(port.intValue());
        }
        Map<JsonPointer, Pattern> signs = new HashMap<>();
        for (String at : names(local.path("signs"))) {
            signs.put(pointer(at), pattern(required(local.path("signs"), at)));
        }
        Set<String> headers = new HashSet<>();
        for (String header : words(local, "headers")) {
            headers.add(header.toLowerCase(Locale.ROOT));
        }
        return new Servers(hosts, ports, signs, headers);
    }

    private Pattern pattern(String regex) throws BadProvider {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException malformed) {
            throw bad("local/signs", "must be regular expressions: " + malformed.getDescription());
        }
    }

    private ProviderDialect dialect(JsonNode root) throws BadProvider {
        JsonNode errors = root.path("errors");
        JsonNode streams = root.path("streams");
        JsonNode parameters = root.path("parameters");
        known(errors, "errors", "required", "message", "status", "request-id", "request-id-headers");
        JsonNode ids = root.path("ids");
        known(streams, "streams", "done", "usage-chunk", "objects", "created");
        JsonNode calls = root.path("tool-calls");
        JsonNode usage = root.path("usage");
        known(ids, "ids", "space", "foreign");
        known(calls, "tool-calls", "id");
        known(usage, "usage", "template-tokens");
        known(parameters, "parameters", "invalid", "unknown", "supported");
        List<String> idHeaders = new ArrayList<>();
        for (String header : words(errors, "request-id-headers")) {
            idHeaders.add(header.toLowerCase(Locale.ROOT));
        }
        return new ProviderDialect(
                new ErrorBody(
                        requiredProperties(errors.path("required")),
                        pointer(errors, "message"),
                        pointer(errors, "status"),
                        pointer(errors, "request-id")),
                idHeaders,
                new StreamDialect(
                        word(streams, "done", Done.class, Done.UNSTATED),
                        word(streams, "usage-chunk", UsageChunk.class, UsageChunk.UNSTATED),
                        words(streams, "objects"),
                        text(streams, "created", "").equals("per-chunk")),
                new IdDialect(text(ids, "space", "").equals("small"), List.copyOf(words(ids, "foreign"))),
                word(parameters, "invalid", Handling.class, Handling.UNSTATED),
                word(parameters, "unknown", Handling.class, Handling.UNSTATED),
                words(parameters, "supported"),
                words(root, "finish-reasons"),
                text(calls, "id", "").equals("optional"),
                text(usage, "template-tokens", "").equals("counted"),
                aliases(root.path("models")));
    }

    private ModelAliases aliases(JsonNode models) throws BadProvider {
        known(models, "models", "echo", "vendors", "variants", "same", "routers", "neutral", "moving");
        boolean any = "any".equals(models.path("vendors").textValue());
        boolean anyVariant = "any".equals(models.path("variants").textValue());
        return new ModelAliases(
                word(models, "echo", Echo.class, Echo.STATED),
                any,
                any ? Set.of() : words(models, "vendors"),
                anyVariant,
                anyVariant ? Set.of() : words(models, "variants"),
                synonyms(models.path("same")),
                words(models, "routers"),
                words(models, "neutral"),
                words(models, "moving"));
    }

    private Optional<ResponseTemplates> templates(JsonNode node, boolean sellsCredits) throws BadProvider {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        known(
                node,
                "reference-provider",
                "error",
                "message",
                "choice",
                "response",
                "usage-chunk",
                "headers",
                "comment");
        Set<String> price = new HashSet<>(ResponseTemplates.PRICE_VARIABLES);
        if (!sellsCredits) {
            price.remove("credits");
        }
        SortedMap<String, String> headers = headers(node.path("headers"));
        for (String header : headers.keySet()) {
            variables(node.path("headers").path(header), "headers", price);
        }
        return Optional.of(new ResponseTemplates(
                template(node, "error", ResponseTemplates.ERROR_VARIABLES),
                template(node, "message", Set.of()),
                template(node, "choice", ResponseTemplates.CHOICE_VARIABLES),
                template(node, "response", price),
                template(node, "usage-chunk", price),
                headers,
                text(node, "comment", "")));
    }

    private ObjectNode template(JsonNode node, String name, Set<String> variables) throws BadProvider {
        JsonNode template = node.path(name);
        if (template.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(template instanceof ObjectNode object)) {
            throw bad("reference-provider/" + name, "must be a mapping");
        }
        variables(object, name, variables);
        return object;
    }

    private void variables(JsonNode template, String name, Set<String> allowed) throws BadProvider {
        if (ResponseTemplates.isVariable(template) && !allowed.contains(ResponseTemplates.variable(template))) {
            throw bad(
                    "reference-provider/" + name,
                    "has the variable " + template.textValue() + "; known there: "
                            + String.join(", ", new TreeSet<>(allowed)));
        }
        for (JsonNode child : template) {
            variables(child, name, allowed);
        }
    }

    private List<Set<String>> synonyms(JsonNode groups) throws BadProvider {
        List<Set<String>> synonyms = new ArrayList<>();
        for (JsonNode group : groups) {
            Set<String> names = new LinkedHashSet<>();
            for (JsonNode name : group) {
                if (!name.isTextual()) {
                    throw bad("models/same", "must be lists of names");
                }
                names.add(name.textValue());
            }
            if (names.size() < 2) {
                throw bad("models/same", "must be lists of two names or more");
            }
            synonyms.add(Set.copyOf(names));
        }
        return synonyms;
    }

    private List<ErrorBody.RequiredProperty> requiredProperties(JsonNode required) throws BadProvider {
        List<ErrorBody.RequiredProperty> properties = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : required.properties()) {
            Set<JsonType> types = new LinkedHashSet<>();
            for (String type : words(required, entry.getKey())) {
                types.add(oneOf(type, entry.getKey(), JsonType.class));
            }
            properties.add(new ErrorBody.RequiredProperty(pointer(entry.getKey()), types));
        }
        return properties;
    }

    private SortedMap<String, String> headers(JsonNode node) throws BadProvider {
        TreeMap<String, String> headers = new TreeMap<>();
        for (String name : names(node)) {
            headers.put(name, required(node, name));
        }
        return headers;
    }

    private Map<String, Price> prices(JsonNode node) throws BadProvider {
        Map<String, Price> prices = new HashMap<>();
        for (String model : names(node)) {
            JsonNode price = node.path(model);
            known(price, "prices/" + model, "input", "output", "as-of");
            prices.put(
                    model,
                    new Price(
                            amount(price, model, "input"),
                            amount(price, model, "output"),
                            date(price, "prices/" + model)));
        }
        return Map.copyOf(prices);
    }

    private Map<String, ContextWindow> contextWindows(JsonNode node) throws BadProvider {
        Map<String, ContextWindow> windows = new HashMap<>();
        for (String model : names(node)) {
            JsonNode window = node.path(model);
            String at = "context-windows/" + model;
            known(window, at, "tokens", "as-of");
            if (!window.path("tokens").canConvertToLong()
                    || window.path("tokens").longValue() < 1) {
                throw bad(at + "/tokens", "must be a positive integer");
            }
            windows.put(model, new ContextWindow(window.path("tokens").longValue(), date(window, at)));
        }
        return Map.copyOf(windows);
    }

    /** The day on which the fact was true: prices and limits change. */
    private Optional<LocalDate> date(JsonNode node, String at) throws BadProvider {
        String day = text(node, "as-of", "");
        try {
            return day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException notADate) {
            throw bad(at + "/as-of", "must be a date such as 2026-03-01");
        }
    }

    private BigDecimal amount(JsonNode price, String model, String property) throws BadProvider {
        JsonNode amount = price.path(property);
        if (!amount.isNumber()) {
            throw bad("prices/" + model + "/" + property, "must be US dollars for a million tokens, such as 0.02");
        }
        return amount.decimalValue();
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void known(JsonNode node, String at, String... names) throws BadProvider {
        if (node.isMissingNode()) {
            return;
        }
        if (!node.isObject()) {
            throw bad(at.isEmpty() ? "the document" : at, "must be a mapping");
        }
        for (String name : names(node)) {
            if (!Arrays.asList(names).contains(name)) {
                throw bad(at.isEmpty() ? name : at + "/" + name, "is unknown; known: " + String.join(", ", names));
            }
        }
    }

    private String required(JsonNode node, String property) throws BadProvider {
        String text = text(node, property, "");
        if (text.isEmpty()) {
            throw bad(property, "is required");
        }
        return text;
    }

    private String text(JsonNode node, String property, String otherwise) throws BadProvider {
        JsonNode value = node.path(property);
        if (value instanceof MissingNode) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw bad(property, "must be a string");
        }
        return value.textValue();
    }

    private Set<String> words(JsonNode node, String property) throws BadProvider {
        Set<String> words = new LinkedHashSet<>();
        JsonNode list = node.path(property);
        if (!list.isArray() && !list.isMissingNode()) {
            throw bad(property, "must be a list");
        }
        for (JsonNode word : list) {
            if (!word.isTextual()) {
                throw bad(property, "must be a list of strings; put \"quotes\" around " + word);
            }
            words.add(word.textValue());
        }
        return words;
    }

    private Optional<JsonPointer> pointer(JsonNode node, String property) throws BadProvider {
        String text = text(node, property, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(pointer(text));
    }

    private JsonPointer pointer(String text) throws BadProvider {
        if (!text.startsWith("/")) {
            throw bad(text, "must be a JSON pointer such as /error/message");
        }
        return JsonPointer.compile(text);
    }

    private <E extends Enum<E>> E word(JsonNode node, String property, Class<E> type, E otherwise) throws BadProvider {
        String word = text(node, property, "");
        return word.isEmpty() ? otherwise : oneOf(word, property, type);
    }

    private <E extends Enum<E>> E oneOf(String word, String property, Class<E> type) throws BadProvider {
        List<String> known = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String written = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (written.equals(word)) {
                return value;
            }
            known.add(written);
        }
        throw bad(property, "is \"" + word + "\", but must be one of " + String.join(", ", known));
    }

    private BadProvider bad(String property, String what) {
        return new BadProvider(file + ": " + property + " " + what);
    }
}
