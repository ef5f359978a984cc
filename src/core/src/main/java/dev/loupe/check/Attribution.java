package dev.loupe.check;

/** Who is wrong. */
public enum Attribution {
    /** Breaks the corrected contract or a semantic rule. */
    PROVIDER,
    /** Breaks the published contract but holds the corrected one. */
    SPEC,
    /** The sender was wrong. */
    REQUEST,
    /** A fault of ours; never counted against anyone. */
    LOUPE
}
