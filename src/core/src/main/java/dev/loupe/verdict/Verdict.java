package dev.loupe.verdict;

/** What a run says in one word. */
public enum Verdict {
    CONFORMANT,
    NON_CONFORMANT,
    INCONCLUSIVE
}
