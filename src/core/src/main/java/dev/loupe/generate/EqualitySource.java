package dev.loupe.generate;

import dev.loupe.generate.JavaType.Property;
import java.util.List;
import java.util.stream.Collectors;

/** The methods equals and hashCode of an object. */
final class EqualitySource {
    private static final int MAX_OPERANDS = 100;

    private EqualitySource() {}

    static String of(String name, List<Property> fields) {
        StringBuilder out = new StringBuilder();
        int parts = (fields.size() + MAX_OPERANDS - 1) / MAX_OPERANDS;
        out.append("\n    @Override\n    public boolean equals(@Nullable Object other) {\n");
        out.append("        return this == other || other instanceof ")
                .append(name)
                .append(" that\n");
        for (int part = 0; part < parts; part++) {
            out.append("                && equal").append(part).append("(that)\n");
        }
        out.append("                && extras.equals(that.extras);\n    }\n");
        for (int part = 0; part < parts; part++) {
            int end = Math.min(fields.size(), (part + 1) * MAX_OPERANDS);
            out.append(equal(name, part, fields.subList(part * MAX_OPERANDS, end)));
        }
        String hashed =
                fields.stream().map(field -> "this." + field.javaName() + ", ").collect(Collectors.joining());
        return out.append("\n    @Override\n    public int hashCode() {\n")
                .append("        return Objects.hash(")
                .append(hashed)
                .append("extras);\n    }\n")
                .toString();
    }

    /** Some of the properties: a compiler calls itself for each operand of an expression, and its stack ends. */
    private static String equal(String name, int part, List<Property> fields) {
        return fields.stream()
                .map(Property::javaName)
                .map(field -> "Objects.equals(this." + field + ", that." + field + ")")
                .collect(Collectors.joining(
                        "\n                && ",
                        "\n    private boolean equal" + part + "(" + name + " that) {\n        return ",
                        ";\n    }\n"));
    }
}
