package dev.loupe.generate;

import dev.loupe.generate.JavaType.Limits;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The constraints of a property as annotations of Jakarta Bean Validation. */
final class BeanConstraints {
    private BeanConstraints() {}

    /** The annotations of a field. */
    static List<String> of(Property property) {
        List<String> all = new ArrayList<>();
        if (property.required()) {
            all.add("@NotNull");
        }
        if (TypeWriter.isValue(property.type())) {
            all.add("@Valid");
        }
        if (property.type() != Scalar.NUMBERS) {
            all.addAll(range(property.limits()));
        }
        String size = size(property.limits());
        if (!size.isEmpty()) {
            all.add(size);
        }
        return all;
    }

    /** The type of a field, with the annotations of its items or values. */
    static String declared(Property property) {
        if (property.type() instanceof ListOf list) {
            return list(list.items());
        }
        String range = String.join(" ", range(property.limits()));
        return property.type() == Scalar.NUMBERS && !range.isEmpty()
                ? "Map<String, " + range + " Double>"
                : TypeWriter.declared(property.type());
    }

    static String list(JavaType items) {
        return "List<" + (TypeWriter.isValue(items) ? "@Valid " : "") + TypeWriter.item(items) + ">";
    }

    /** The annotation for a number of items; empty when there is no limit. */
    static String size(Limits limits) {
        String arguments = Stream.of(attribute("min", limits.minItems()), attribute("max", limits.maxItems()))
                .filter(attribute -> !attribute.isEmpty())
                .collect(Collectors.joining(", "));
        return arguments.isEmpty() ? "" : "@Size(" + arguments + ")";
    }

    private static String attribute(String name, @Nullable String value) {
        return value == null ? "" : name + " = " + value;
    }

    private static List<String> range(Limits limits) {
        List<String> range = new ArrayList<>();
        if (limits.minimum() != null) {
            range.add("@DecimalMin(\"" + limits.minimum() + "\")");
        }
        if (limits.maximum() != null) {
            range.add("@DecimalMax(\"" + limits.maximum() + "\")");
        }
        return range;
    }
}
