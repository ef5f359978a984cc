package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private static final List<String> INHERITED = List.of(
            "errors", "streams", "parameters", "ids", "tool-calls", "usage", "responses", "finish-reasons", "models");

    private final ProfileProperties yaml;

    ProviderProfileReader(String file) {
        this.yaml = new ProfileProperties(file);
    }

    /**
     * Reads a profile.
     *
     * @param base the profile from which it inherits what it does not set
     */
    ProviderProfile read(JsonNode own, JsonNode base) throws BadProvider {
        yaml.known(
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
                "responses",
                "finish-reasons",
                "deviations",
                "models",
                "optional-headers",
                "published-models",
                "credits-per-usd",
                "reference-provider");
        JsonNode root = inheriting(own, base);
        JsonNode credits = root.path("credits-per-usd");
        if (!credits.isMissingNode() && !credits.canConvertToLong()) {
            throw yaml.bad("credits-per-usd", "must be an integer");
        }
        return new ProviderProfile(
                yaml.required(root, "name"),
                yaml.text(root, "title", yaml.required(root, "name")),
                yaml.text(root, "base-url", ""),
                yaml.text(root, "key-variable", ""),
                servers(root),
                headers(root.path("headers")),
                Set.copyOf(yaml.words(root, "optional-headers")),
                new DialectReader(yaml).read(root),
                new PublishedModelReader(yaml).read(root),
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
        String baseUrl = yaml.text(root, "base-url", "");
        if (baseUrl.startsWith("https://")) {
            hosts.add(UrlAuthority.of(baseUrl).host());
        }
        for (String host : yaml.words(root, "hosts")) {
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
        JsonNode local = root.path("local");
        yaml.known(local, "local", "ports", "signs", "headers");
        Set<Integer> ports = new HashSet<>();
        for (JsonNode port : local.path("ports")) {
            if (!port.isInt()) {
                throw yaml.bad("local/ports", "must be a list of numbers");
            }
            ports.add(port.intValue());
        }
        Map<JsonPointer, Pattern> signs = new HashMap<>();
        for (String at : ProfileProperties.names(local.path("signs"))) {
            signs.put(yaml.pointer(at), pattern(yaml.required(local.path("signs"), at)));
        }
        Set<String> headers = new HashSet<>();
        for (String header : yaml.words(local, "headers")) {
            headers.add(header.toLowerCase(Locale.ROOT));
        }
        return new Servers(hosts, ports, signs, headers);
    }

    private Pattern pattern(String regex) throws BadProvider {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException malformed) {
            throw yaml.bad("local/signs", "must be regular expressions: " + malformed.getDescription());
        }
    }

    private Optional<ResponseTemplates> templates(JsonNode node, boolean sellsCredits) throws BadProvider {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        yaml.known(
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
                yaml.text(node, "comment", "")));
    }

    private ObjectNode template(JsonNode node, String name, Set<String> variables) throws BadProvider {
        JsonNode template = node.path(name);
        if (template.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(template instanceof ObjectNode object)) {
            throw yaml.bad("reference-provider/" + name, "must be a mapping");
        }
        variables(object, name, variables);
        return object;
    }

    private void variables(JsonNode template, String name, Set<String> allowed) throws BadProvider {
        if (ResponseTemplates.isVariable(template) && !allowed.contains(ResponseTemplates.variable(template))) {
            throw yaml.bad(
                    "reference-provider/" + name,
                    "has the variable " + template.textValue() + "; known there: "
                            + String.join(", ", new TreeSet<>(allowed)));
        }
        for (JsonNode child : template) {
            variables(child, name, allowed);
        }
    }

    private SortedMap<String, String> headers(JsonNode node) throws BadProvider {
        TreeMap<String, String> headers = new TreeMap<>();
        for (String name : ProfileProperties.names(node)) {
            headers.put(name, yaml.required(node, name));
        }
        return headers;
    }
}
