package dev.loupe.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ResponseTemplates;
import dev.loupe.serve.response.ResponsePayload.Event;
import dev.loupe.text.UrlPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The differences between providers for the same completion, from the provider profile.
 *
 * @param name of the profile
 * @param base the path before {@code /v1} in the URLs of the provider
 */
public record ServeDialect(String name, String base, ResponseTemplates templates, BigDecimal creditsPerUsd) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The dialect of a profile that has templates. */
    public static Optional<ServeDialect> of(ProviderProfile profile) {
        String path = UrlPath.of(profile.baseUrl());
        return profile.templates()
                .map(templates -> new ServeDialect(
                        profile.name(),
                        path.replaceFirst("/(v1)?$", ""),
                        templates,
                        BigDecimal.valueOf(profile.creditsPerUsd().orElse(0))));
    }

    /** The dialect of a built-in provider, for example {@code openrouter}. */
    public static ServeDialect named(String name) {
        return ProviderProfiles.named(name)
                .flatMap(ServeDialect::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown dialect " + name + "; known: " + String.join(", ", names())));
    }

    /** The names of the providers that can be imitated, sorted. */
    public static List<String> names() {
        return ProviderProfiles.all().stream()
                .filter(profile -> profile.templates().isPresent())
                .map(ProviderProfile::name)
                .toList();
    }

    ObjectNode error(RequestRejection rejection, String path, String requestId, Instant at) {
        ObjectNode body = NODES.objectNode();
        ResponseTemplates.addTo(
                body,
                templates.error(),
                Map.of(
                        "message", NODES.textNode(rejection.message()),
                        "path", NODES.textNode(path),
                        "request-id", NODES.textNode(requestId),
                        "status", NODES.numberNode(rejection.status()),
                        "status-text", NODES.textNode(Integer.toString(rejection.status())),
                        "time", NODES.textNode(at.toString())));
        return body;
    }

    /** Adds the properties of every response and chunk. */
    void decorate(ObjectNode message) {
        ResponseTemplates.addTo(message, templates.message(), Map.of());
        for (JsonNode choice : message.path("choices")) {
            String reason = choice.path("finish_reason").textValue();
            JsonNode upperCase = reason == null ? NODES.nullNode() : NODES.textNode(reason.toUpperCase(Locale.ROOT));
            ResponseTemplates.addTo(
                    (ObjectNode) choice, templates.choice(), Map.of("finish-reason-upper-case", upperCase));
        }
    }

    /** Adds the price to a non-streaming response. */
    void addPrice(ObjectNode response, BigDecimal usd) {
        ResponseTemplates.addTo(response, templates.response(), price(usd));
    }

    /** Adds the price to the chunk that has the usage. */
    void addPriceToChunk(ObjectNode chunk, BigDecimal usd) {
        ResponseTemplates.addTo(chunk, templates.usageChunk(), price(usd));
    }

    /** The headers of a non-streaming response. */
    Map<String, String> headers(BigDecimal usd) {
        Map<String, String> headers = new LinkedHashMap<>();
        ObjectNode filled = NODES.objectNode();
        ObjectNode template = NODES.objectNode();
        templates.headers().forEach(template::put);
        ResponseTemplates.addTo(filled, template, price(usd));
        filled.properties()
                .forEach(header -> headers.put(
                        header.getKey(),
                        header.getValue().isNumber()
                                ? header.getValue().decimalValue().toPlainString()
                                : header.getValue().asText()));
        return headers;
    }

    private Map<String, JsonNode> price(BigDecimal usd) {
        BigDecimal credits = usd.multiply(creditsPerUsd).stripTrailingZeros();
        return Map.of("usd", NODES.numberNode(usd), "credits", NODES.numberNode(credits));
    }

    /** Adds comments at the start and in the middle of a stream. */
    List<Event> events(List<Event> events) {
        if (templates.comment().isEmpty()) {
            return events;
        }
        List<Event> all = new ArrayList<>(events.size() + 2);
        all.add(new Event.Comment(templates.comment()));
        all.addAll(events);
        all.add(1 + events.size() / 2, new Event.Comment(templates.comment()));
        return all;
    }
}
