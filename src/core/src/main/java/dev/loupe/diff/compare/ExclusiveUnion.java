package dev.loupe.diff.compare;

import dev.loupe.diff.normal.NormalSchema;

/**
 * A union of which exactly one branch may match, and in which something changed: only values show what that does.
 *
 * @param mayOverlap true when a branch of the rejecting side accepts more than its match, or is new, and may accept a
 *     value of another branch
 */
public record ExclusiveUnion(MessagePath location, NormalSchema old, NormalSchema next, boolean mayOverlap) {}
