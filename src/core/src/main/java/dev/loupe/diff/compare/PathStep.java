package dev.loupe.diff.compare;

import dev.loupe.diff.normal.NormalSchema;

/** One step from a schema to a part of it. */
public sealed interface PathStep {
    /** To a property of an object. */
    record Property(String name) implements PathStep {}

    /** To the additional properties of an object. */
    record AdditionalProperties() implements PathStep {}

    /** To the items of an array. */
    record Items() implements PathStep {}

    /**
     * To a branch of a union, at the same value.
     *
     * @param label the name of the branch, {@code role=user}
     * @param old the branch in OLD, null when OLD is no union
     * @param next the branch in NEW
     */
    record Branch(String label, NormalSchema old, NormalSchema next) implements PathStep {}
}
