package dev.loupe.change;

/** One step from a schema into it. */
sealed interface Step {
    /** To a member of an object. */
    record Member(String name) implements Step {}

    /** To the members that have no description of their own. */
    record Others() implements Step {}

    /** To the elements of an array. */
    record Element() implements Step {}

    /**
     * To a branch of a union, at the same value.
     *
     * @param label what the branch is called, {@code role=user}
     * @param old the branch in OLD, null when OLD is no union
     * @param next the branch in NEW
     */
    record Into(String label, Shape old, Shape next) implements Step {}
}
