package dev.loupe.diff.compare;

/** Whether other branches of a union accept the values that one branch loses or gains, so that no message is affected. */
public enum Coverage {
    NONE,
    /** A branch that describes the same values. */
    DESCRIBED,
    /** A branch that accepts any value: messages stay valid, but what was documented about them is removed. */
    OPEN;

    /** Of values that are covered in part by this and in part by the other. */
    Coverage and(Coverage other) {
        return this == NONE || other == NONE ? NONE : compareTo(other) > 0 ? this : other;
    }
}
