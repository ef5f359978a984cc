package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The servers that a profile describes.
 *
 * @param hosts names of hosts, lower case; {@code *} stands for one or more characters, as in {@code *.openai.azure.com}
 * @param ports default ports of a server that people run themselves
 * @param signs properties of a response that only this server sends, with a pattern for the value
 * @param signHeaders headers of a response that only this server sends, lower case
 */
public record Servers(
        List<String> hosts, Set<Integer> ports, Map<JsonPointer, Pattern> signs, Set<String> signHeaders) {
    static final Servers NONE = new Servers(List.of(), Set.of(), Map.of(), Set.of());

    public Servers {
        hosts = List.copyOf(hosts);
        ports = Set.copyOf(ports);
        signs = Map.copyOf(signs);
        signHeaders = Set.copyOf(signHeaders);
    }

    /** The longest pattern that the host matches: a name is more exact than a pattern. */
    Optional<String> patternOf(String host) {
        return hosts.stream()
                .filter(pattern -> matches(pattern, host))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }

    /** Hosts of every exchange are compared, so that the usual patterns need no regular expression. */
    private static boolean matches(String pattern, String host) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return host.equals(pattern);
        }
        if (star == pattern.lastIndexOf('*')) {
            return host.length() >= pattern.length()
                    && host.startsWith(pattern.substring(0, star))
                    && host.endsWith(pattern.substring(star + 1));
        }
        return host.matches("\\Q" + pattern.replace("*", "\\E.+\\Q") + "\\E");
    }

    /**
     * What in a response shows that this server sent it; empty when nothing does. A port alone does not: every second local
     * server listens on 8000 or 8080.
     */
    Optional<String> signIn(JsonNode response, Predicate<String> hasHeader) {
        for (Map.Entry<JsonPointer, Pattern> sign : signs.entrySet()) {
            JsonNode value = response.at(sign.getKey());
            String text = value.isValueNode() ? value.asText() : value.toString();
            if (!value.isMissingNode()
                    && !value.isNull()
                    && sign.getValue().matcher(text).matches()) {
                return Optional.of(sign.getKey().toString());
            }
        }
        return signHeaders.stream().filter(hasHeader).findFirst().map(name -> "header " + name);
    }
}
