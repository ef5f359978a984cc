package dev.loupe.diff.compare;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;

/** Decides whether one schema accepts every value of another, by a comparison that is not reported. */
public final class SchemaInclusion {
    private SchemaInclusion() {}

    /** True when the outer schema accepts every value that the inner one accepts; false when unknown. */
    public static boolean covers(
            Normalizer wide, NormalSchema outer, Normalizer narrow, NormalSchema inner, MessagePair message) {
        return covers(wide, outer, narrow, inner, message, 0, new SameTargets());
    }

    static boolean covers(
            Normalizer wide,
            NormalSchema outer,
            Normalizer narrow,
            NormalSchema inner,
            MessagePair message,
            int nesting,
            SameTargets sameTargets) {
        if (outer.acceptsAnything() || (inner instanceof Plain plain && plain.acceptsNothing())) {
            return !(inner instanceof NormalSchema.Unresolved);
        }
        SchemaComparison quiet = SchemaComparison.quiet(narrow, wide, MessageDirection.REQUEST, nesting, sameTargets);
        quiet.compare(inner, outer, MessagePath.of(message));
        return !(outer instanceof NormalSchema.Unresolved)
                && !(inner instanceof NormalSchema.Unresolved)
                && quiet.exclusiveUnions().isEmpty()
                && quiet.differences().stream()
                        .noneMatch(difference -> difference.kind().subject() == Subject.NESTING
                                || difference.kind().is(Subject.PROPERTY, Edit.ADDED)
                                || difference.kind().effect() == DifferenceKind.Effect.NARROWS
                                || difference.kind().effect() == DifferenceKind.Effect.BOTH);
    }
}
