package dev.loupe.generate;

import dev.loupe.generate.JavaType.EnumType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** The source of an open enum: a value that is not in the contract is kept. */
final class EnumSource {
    private EnumSource() {}

    static String of(EnumType type, String packageName) {
        Map<String, String> constants = constants(type);
        String declarations = constants.entrySet().stream()
                .map(constant -> "    /** " + Javadoc.escaped(constant.getValue()) + " */\n    public static final "
                        + type.name() + " " + constant.getKey() + " = new " + type.name() + "("
                        + JavaName.literal(constant.getValue()) + ");\n")
                .collect(Collectors.joining("\n"));
        return TypeWriter.header(packageName)
                + TEMPLATE.replace("%NAME%", type.name())
                        .replace("%LIST%", String.join(", ", constants.keySet()))
                        // last, because a text of the spec may contain one of the marks
                        .replaceFirst("%CONSTANTS%\n", Matcher.quoteReplacement(declarations))
                        .replaceFirst(
                                "%DESCRIPTION%",
                                Matcher.quoteReplacement(
                                        type.description().isEmpty() ? "One of several values." : type.description()));
    }

    private static Map<String, String> constants(EnumType type) {
        Map<String, String> constants = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(Set.of("KNOWN_VALUES"));
        int vendor = vendorLength(type.values());
        for (String value : type.values()) {
            String base = JavaName.constant(value.substring(vendor));
            String name = base;
            for (int i = 2; !taken.add(name); i++) {
                name = base + "_" + i;
            }
            constants.put(name, value);
        }
        return constants;
    }

    /** The length of {@code google/} when all values are models of one vendor: their constants have names without it. */
    private static int vendorLength(List<String> values) {
        int length = values.getFirst().indexOf('/') + 1;
        String vendor = values.getFirst().substring(0, length);
        return values.stream().allMatch(value -> value.startsWith(vendor) && value.length() > length) ? length : 0;
    }

    private static final String TEMPLATE =
            """
            import com.fasterxml.jackson.annotation.JsonCreator;
            import com.fasterxml.jackson.annotation.JsonValue;
            import java.util.List;
            import org.jspecify.annotations.Nullable;

            /** %DESCRIPTION% Open: a value that is not in the contract is kept. */
            public final class %NAME% {
            %CONSTANTS%

                private static final List<%NAME%> KNOWN_VALUES = List.of(%LIST%);

                private final String value;

                private %NAME%(String value) {
                    this.value = value;
                }

                /** The constant for this value, or a new object. */
                @JsonCreator
                public static %NAME% of(String value) {
                    for (%NAME% known : KNOWN_VALUES) {
                        if (known.value.equals(value)) {
                            return known;
                        }
                    }
                    return new %NAME%(value);
                }

                /** The values of the contract, in its order. */
                public static List<%NAME%> known() {
                    return KNOWN_VALUES;
                }

                /** The JSON value. */
                @JsonValue
                public String value() {
                    return value;
                }

                /** Whether the contract lists this value. */
                public boolean isKnown() {
                    return KNOWN_VALUES.contains(this);
                }

                @Override
                public boolean equals(@Nullable Object other) {
                    return other instanceof %NAME% that && value.equals(that.value);
                }

                @Override
                public int hashCode() {
                    return value.hashCode();
                }

                @Override
                public String toString() {
                    return value;
                }
            }
            """;
}
