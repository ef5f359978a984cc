package dev.loupe.diff.compare;

import dev.loupe.diff.normal.NormalSchema;

/** A union of which exactly one branch may match, and in which something changed: only values show what that does. */
public record ExclusiveUnion(MessagePath location, NormalSchema old, NormalSchema next) {}
