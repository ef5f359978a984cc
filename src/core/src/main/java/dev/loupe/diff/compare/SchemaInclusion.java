package dev.loupe.diff.compare;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Whether one schema accepts every value of another, decided by a comparison that is not reported.
 *
 * @param holds false when unknown
 * @param obstacle a property of the inner schema with values that the outer one may reject; null when there is none or the
 *     reason is another
 */
public record SchemaInclusion(boolean holds, @Nullable String obstacle) {
    public static SchemaInclusion of(
            Normalizer wide, NormalSchema outer, Normalizer narrow, NormalSchema inner, MessagePair message) {
        return of(wide, outer, narrow, inner, message, 0, new SameTargets());
    }

    static SchemaInclusion of(
            Normalizer wide,
            NormalSchema outer,
            Normalizer narrow,
            NormalSchema inner,
            MessagePair message,
            int nesting,
            SameTargets sameTargets) {
        boolean isKnown = !(inner instanceof NormalSchema.Unresolved);
        if (outer.acceptsAnything() || (inner instanceof Plain plain && plain.acceptsNothing())) {
            return new SchemaInclusion(isKnown, null);
        }
        SchemaComparison quiet = SchemaComparison.quiet(
                narrow, wide, MessageDirection.REQUEST, nesting, sameTargets, SchemaInclusion::excludes);
        quiet.compare(inner, outer, MessagePath.of(message));
        Difference found = quiet.found();
        boolean holds = isKnown
                && !(outer instanceof NormalSchema.Unresolved)
                && quiet.exclusiveUnions().isEmpty()
                && found == null;
        return new SchemaInclusion(holds, found == null ? null : property(found));
    }

    /** Whether the outer schema may reject a value because of a difference. */
    private static boolean excludes(Difference difference) {
        return difference.kind().subject() == Subject.NESTING
                || difference.kind().is(Subject.PROPERTY, Edit.ADDED)
                || difference.kind().effect() == DifferenceKind.Effect.NARROWS
                || difference.kind().effect() == DifferenceKind.Effect.BOTH;
    }

    private static @Nullable String property(Difference difference) {
        return !difference.location().steps().isEmpty()
                        && difference.location().steps().getFirst() instanceof PathStep.Property property
                ? property.name()
                : null;
    }
}
