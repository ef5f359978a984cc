package dev.loupe.diff.compare;

import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;

/** Compares the constraints on the value itself, type by type, without its items and properties. */
final class ConstraintComparison {
    private ConstraintComparison() {}

    static void compare(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        boolean numbers = both(a, b, NormalSchema.Type.NUMBER);
        boolean strings = both(a, b, NormalSchema.Type.STRING);
        if (numbers) {
            NumberComparison.compare(a, b, location, out);
        }
        if (strings) {
            SizeComparison.lengths(a, b, location, out);
            StringComparison.patterns(a, b, location, out);
        }
        if (strings || numbers) {
            // some formats apply to numbers, {@code int32}
            StringComparison.formats(a, b, location, out);
        }
        if (both(a, b, NormalSchema.Type.ARRAY)) {
            SizeComparison.elements(a, b, location, out);
        }
        if (both(a, b, NormalSchema.Type.OBJECT)) {
            SizeComparison.properties(a, b, location, out);
        }
    }

    /** True when both schemas accept the type. */
    static boolean both(Plain a, Plain b, NormalSchema.Type type) {
        return a.types().contains(type) && b.types().contains(type);
    }
}
