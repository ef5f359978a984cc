package dev.loupe.diff.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of media types as keys: {@code application/json; version=1} is another type than version 2. */
final class MediaTypeName {
    /** Parameters that belong to one message, or that name what every reader of text understands. */
    private static final Set<String> NOT_IN_NAME = Set.of("charset", "boundary", "q");

    private MediaTypeName() {}

    /** The name in lower case, its parameters sorted. */
    static String normal(String written) {
        String[] parts = written.split(";", -1);
        String parameters = Arrays.stream(parts)
                .skip(1)
                .map(each -> each.strip().replace("\"", "").replaceAll("\\s*=\\s*", "="))
                .filter(each -> !each.isEmpty() && !NOT_IN_NAME.contains(name(each)))
                .map(each -> name(each) + each.substring(name(each).length()))
                .sorted()
                .map(each -> ";" + each)
                .collect(Collectors.joining());
        return parts[0].strip().toLowerCase(Locale.ROOT) + parameters;
    }

    private static String name(String parameter) {
        return parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
    }

    static String withoutParameters(String name) {
        return name.split(";", 2)[0];
    }

    /**
     * The name that includes a media type: its own, then the same type where one of both has no parameters, then its
     * narrowest range.
     */
    static @Nullable String in(String name, Set<String> among) {
        if (among.contains(name)) {
            return name;
        }
        String bare = withoutParameters(name);
        if (among.contains(bare)) {
            return bare;
        }
        if (bare.equals(name)) {
            for (String each : among) {
                if (withoutParameters(each).equals(bare)) {
                    return each;
                }
            }
        }
        int slash = bare.indexOf('/');
        String range = slash < 0 ? bare : bare.substring(0, slash) + "/*";
        return among.contains(range) ? range : among.contains("*/*") ? "*/*" : null;
    }
}
