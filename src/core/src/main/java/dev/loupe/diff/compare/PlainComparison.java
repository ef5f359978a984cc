package dev.loupe.diff.compare;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;

/** Compares two schemas without branches, in normal form. */
final class PlainComparison {
    private PlainComparison() {}

    static void compare(Plain a, Plain b, MessagePath location, SchemaComparison comparison) {
        if (b.acceptsAnything() && !a.acceptsAnything()) {
            // the constraints on its parts are removed too
            comparison.add(TypeComparison.of(Edit.ADDED, a, b, location));
            return;
        }
        boolean typesRemoved = a.types().size() == NormalSchema.Type.ALL.size()
                && a.nullable()
                && !b.types().containsAll(a.types());
        boolean typesAdded = b.types().size() == NormalSchema.Type.ALL.size()
                && b.nullable()
                && !a.types().containsAll(b.types());
        if (!typesRemoved && !typesAdded) {
            // otherwise null is reported with the other types
            TypeComparison.compareNull(a, b, location, comparison);
        }
        if (!TypeComparison.compare(a, b, location, comparison)) {
            return;
        }
        if (EnumComparison.compare(a, b, location, comparison)) {
            OtherKeywordComparison.keywords(a, b, location, comparison);
            return;
        }
        ConstraintComparison.compare(a, b, location, comparison);
        SchemaRef each = a.items().each();
        SchemaRef other = b.items().each();
        // otherwise each position has a schema of its own
        boolean alike = a.otherKeywords().containsKey("prefixItems")
                == b.otherKeywords().containsKey("prefixItems");
        if (alike && (each != null || other != null) && ConstraintComparison.both(a, b, NormalSchema.Type.ARRAY)) {
            comparison.compare(
                    SchemaRef.orAnything(each), SchemaRef.orAnything(other), location.then(new PathStep.Items()));
        }
        if (ConstraintComparison.both(a, b, NormalSchema.Type.OBJECT)) {
            PropertyComparison.compare(a, b, location, comparison);
        }
        OtherKeywordComparison.keywords(a, b, location, comparison);
    }
}
