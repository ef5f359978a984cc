package dev.loupe.diff.compare;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.diff.normal.SchemaDescriber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the types that schemas accept, and null. */
final class TypeComparison {
    private TypeComparison() {}

    /** Compares the types; false when the schemas have no type in common, so that nothing else can be compared. */
    static boolean compare(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        boolean lost = !b.types().containsAll(a.types());
        boolean gained = !a.types().containsAll(b.types());
        if (a.types().isEmpty() || b.types().isEmpty() || !java.util.Collections.disjoint(a.types(), b.types())) {
            if (lost) {
                out.add(of(Edit.REMOVED, a, b, location));
            }
            if (gained) {
                out.add(of(Edit.ADDED, a, b, location));
            }
            return true;
        }
        out.add(of(Edit.CHANGED, a, b, location));
        return false;
    }

    static void compareNull(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        if (a.nullable() != b.nullable()) {
            out.add(of(DifferenceKind.of(Subject.NULL, a.nullable() ? Edit.REJECTED : Edit.ALLOWED), a, b, location));
        }
    }

    /** The schema, or its branch, that accepts every type; null when there is none. */
    static @Nullable Plain branchWithEveryType(NormalSchema schema) {
        return switch (schema) {
            case Plain plain -> plain.types().size() == NormalSchema.Type.ALL.size() && plain.nullable() ? plain : null;
            case Union union -> {
                for (NormalSchema.Branch branch : union.branches()) {
                    if (branch.schema() instanceof Plain plain
                            && plain.types().size() == NormalSchema.Type.ALL.size()
                            && union.nullable()) {
                        yield plain;
                    }
                }
                yield null;
            }
            case NormalSchema.Unresolved unresolved -> null;
        };
    }

    /** True when the schemas have no type in common: one replaced the other. */
    static boolean haveNoCommonType(NormalSchema a, NormalSchema b) {
        Set<String> left = SchemaDescriber.typeNames(a);
        Set<String> right = SchemaDescriber.typeNames(b);
        return !left.isEmpty() && !right.isEmpty() && java.util.Collections.disjoint(left, right);
    }

    static Difference of(Edit edit, NormalSchema a, NormalSchema b, MessagePath location) {
        return of(DifferenceKind.of(Subject.TYPE, edit), a, b, location);
    }

    private static Difference of(DifferenceKind kind, NormalSchema a, NormalSchema b, MessagePath location) {
        return Difference.of(
                kind,
                location,
                SchemaComparison.at(a, "type"),
                SchemaComparison.at(b, "type"),
                SchemaDescriber.types(a),
                SchemaDescriber.types(b));
    }
}
