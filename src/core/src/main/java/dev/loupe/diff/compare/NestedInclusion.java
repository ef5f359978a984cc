package dev.loupe.diff.compare;

import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;

/**
 * Whether the schemas of a keyword include each other.
 *
 * @param depth the comparisons around this one, each for a keyword of the one around it
 */
record NestedInclusion(Normalizer old, Normalizer next, int depth, SameTargets sameTargets) {
    /** Keywords in keywords in keywords: deeper ones count as different. */
    private static final int DEEPEST = 4;

    /** True when NEW accepts every value that OLD accepts; false when unknown. */
    boolean nextAcceptsAll(SchemaRef inOld, SchemaRef inNext) {
        return acceptsAll(next, inNext, old, inOld);
    }

    /** True when OLD accepts every value that NEW accepts; false when unknown. */
    boolean oldAcceptsAll(SchemaRef inOld, SchemaRef inNext) {
        return acceptsAll(old, inOld, next, inNext);
    }

    private boolean acceptsAll(Normalizer wide, SchemaRef outer, Normalizer narrow, SchemaRef inner) {
        return depth < DEEPEST
                && SchemaInclusion.of(
                                wide,
                                wide.schema(outer),
                                narrow,
                                narrow.schema(inner),
                                MessagePair.NOWHERE,
                                depth + 1,
                                sameTargets)
                        .holds();
    }
}
