package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.Shape.Plain;

/** Compares what is asked of a value itself, not of what is inside of it: one kind of value after the other. */
final class ScalarComparison {
    private ScalarComparison() {}

    static void compare(Plain a, Plain b, Place place, SchemaComparison out) {
        boolean numbers = both(a, b, Shape.Type.NUMBER);
        boolean texts = both(a, b, Shape.Type.STRING);
        if (numbers) {
            NumberComparison.compare(a, b, place, out);
        }
        if (texts) {
            CountComparison.lengths(a, b, place, out);
            TextComparison.patterns(a, b, place, out);
        }
        if (texts || numbers) {
            // some formats speak of numbers, {@code int32}
            TextComparison.formats(a, b, place, out);
        }
        if (both(a, b, Shape.Type.ARRAY)) {
            CountComparison.elements(a, b, place, out);
        }
        if (both(a, b, Shape.Type.OBJECT)) {
            CountComparison.members(a, b, place, out);
        }
    }

    private static boolean both(Plain a, Plain b, Shape.Type type) {
        return a.types().contains(type) && b.types().contains(type);
    }
}
