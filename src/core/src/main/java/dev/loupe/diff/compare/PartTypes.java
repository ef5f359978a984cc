package dev.loupe.diff.compare;

import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The media types of a field of a form. */
final class PartTypes {
    private PartTypes() {}

    /** The stated media types of a field, or the one that OpenAPI implies for its type. */
    static Set<String> of(Found encoding, NormalSchema schema, Normalizer schemas) {
        if (encoding.node().path("contentType").isTextual()) {
            return stated(encoding);
        }
        if (schema.acceptsAnything()) {
            return Set.of("application/octet-stream");
        }
        if (!(schema instanceof NormalSchema.Plain plain) || plain.types().size() != 1) {
            return Set.of();
        }
        return switch (plain.types().iterator().next()) {
            case BOOLEAN, NUMBER -> Set.of("text/plain");
            case STRING ->
                plain.annotations().content().isMissingNode()
                                && !plain.strings().formats().contains("binary")
                        ? Set.of("text/plain")
                        : Set.of("application/octet-stream");
            case OBJECT -> Set.of("application/json");
            // each item is a part of its own
            case ARRAY ->
                plain.items().each() != null
                                && schemas.schema(plain.items().each()) instanceof NormalSchema.Plain item
                                && !item.types().contains(NormalSchema.Type.ARRAY)
                        ? of(encoding, item, schemas)
                        : Set.of();
        };
    }

    private static Set<String> stated(Found encoding) {
        String stated = encoding.node().path("contentType").asText("").toLowerCase(Locale.ROOT);
        Set<String> all = new TreeSet<>();
        Arrays.stream(stated.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .forEach(all::add);
        return all;
    }

    /** True when a range such as {@code image/*} includes the type. */
    private static boolean includes(String range, String type) {
        return range.equals(type)
                || range.equals("*/*")
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }

    static String listed(Set<String> types) {
        return types.isEmpty() ? "the default of its type" : String.join(", ", types);
    }

    /** The types that none of the others includes. */
    static Set<String> notIn(Set<String> others, Set<String> types) {
        Set<String> missing = new TreeSet<>(types);
        missing.removeIf(type -> others.stream().anyMatch(other -> includes(other, type)));
        return missing;
    }
}
