package dev.loupe.diff.compare;

import dev.loupe.diff.normal.NormalSchema;

/** One step from a schema into it. */
public sealed interface PathStep {
    /** To a member of an object. */
    record Property(String name) implements PathStep {}

    /** To the members that have no description of their own. */
    record AdditionalProperties() implements PathStep {}

    /** To the elements of an array. */
    record Items() implements PathStep {}

    /**
     * To a branch of a union, at the same value.
     *
     * @param label what the branch is called, {@code role=user}
     * @param old the branch in OLD, null when OLD is no union
     * @param next the branch in NEW
     */
    record Branch(String label, NormalSchema old, NormalSchema next) implements PathStep {}
}
