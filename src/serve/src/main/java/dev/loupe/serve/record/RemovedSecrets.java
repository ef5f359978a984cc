package dev.loupe.serve.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.redact.Redactor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The secrets of a request by their value, also encoded: what the redactor removes from it. A response may repeat them. */
final class RemovedSecrets {
    /** Shorter values occur in ordinary text. */
    private static final int SHORTEST = Redactor.SHORTEST_KEY;

    private RemovedSecrets() {}

    static List<String> of(Exchange exchange, Redactor redactor) {
        Exchange redacted = redactor.redact(exchange);
        Set<String> secrets = new LinkedHashSet<>();
        difference(exchange.request().url(), redacted.request().url(), secrets);
        Map<String, List<String>> after = redacted.request().headers().fields();
        exchange.request().headers().fields().forEach((name, values) -> {
            List<String> others = after.getOrDefault(name, List.of());
            for (int i = 0; i < values.size() && i < others.size(); i++) {
                difference(values.get(i), others.get(i), secrets);
            }
        });
        json(exchange.request().body().json(), redacted.request().body().json(), secrets);
        return List.copyOf(secrets);
    }

    @SuppressWarnings("ReferenceEquality") // redaction keeps the nodes that it does not change
    private static void json(JsonNode before, JsonNode after, Set<String> secrets) {
        if (before.isTextual() && after.isTextual()) {
            difference(before.textValue(), after.textValue(), secrets);
            return;
        }
        Iterator<JsonNode> others = after.iterator();
        for (JsonNode child : before) {
            if (others.hasNext()) {
                json(child, others.next(), secrets);
            }
        }
    }

    /** What is between the beginning and the end that both have. */
    private static void difference(String before, String after, Set<String> secrets) {
        if (before.equals(after)) {
            return;
        }
        int shorter = Math.min(before.length(), after.length());
        int start = 0;
        while (start < shorter && before.charAt(start) == after.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
            end++;
        }
        String secret = before.substring(start, before.length() - end);
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
