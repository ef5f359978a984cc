package dev.loupe.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of an operation in the path and the query of its URL, and those that a call cannot do without. */
final class OperationParameters {
    private static final Pattern TEMPLATE = Pattern.compile("\\{([^{}]+)\\}");

    private final Map<String, String> path = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final List<Required> required = new ArrayList<>();

    private record Required(String in, String name, String setter) {}

    void path(String name, String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("the path parameter " + name + " cannot be '" + value + "'");
        }
        path.put(name, encoded(value));
    }

    void query(String name, String value) {
        query.put(encoded(name), encoded(value));
    }

    void require(String in, String name, String setter) {
        required.add(new Required(in, name, setter));
    }

    /**
     * Requires every value that is in neither the builder nor the base URL.
     *
     * @throws IllegalStateException with the setter of the first missing parameter
     */
    void check(URI base, String operation, Set<String> headers) {
        for (Required each : required) {
            boolean present =
                    switch (each.in) {
                        case "path" -> path.containsKey(each.name) || endsWith(base.getRawPath(), operation);
                        case "query" ->
                            query.containsKey(encoded(each.name)) || names(base).contains(encoded(each.name));
                        default -> headers.contains(each.name.toLowerCase(Locale.ROOT));
                    };
            if (!present) {
                throw new IllegalStateException("the " + each.in + " parameter " + each.name + " has no value: call "
                        + each.setter + "(...) on the builder");
            }
        }
    }

    /** The path of the operation with the values of its parameters. */
    String filled(String operation) {
        return TEMPLATE.matcher(operation)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(path.getOrDefault(found.group(1), "")));
    }

    /** Whether the path is that of the operation, with any values of its parameters. */
    static boolean endsWith(String path, String operation) {
        String pattern = Arrays.stream(operation.split("\\{[^{}]+\\}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]+"));
        return Pattern.compile(".*" + pattern + "/*").matcher(path).matches();
    }

    /** The query of the base URL with the parameters; a value of the builder replaces that of the URL. */
    String query(@Nullable String base) {
        List<String> parts = new ArrayList<>();
        for (String part : base == null ? new String[0] : base.split("&")) {
            if (!part.isEmpty() && !query.containsKey(part.replaceFirst("=.*", ""))) {
                parts.add(part);
            }
        }
        query.forEach((name, value) -> parts.add(name + "=" + value));
        return String.join("&", parts);
    }

    private static Set<String> names(URI base) {
        return base.getRawQuery() == null
                ? Set.of()
                : Arrays.stream(base.getRawQuery().split("&"))
                        .map(part -> part.replaceFirst("=.*", ""))
                        .collect(Collectors.toSet());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
