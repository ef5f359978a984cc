package dev.loupe.check;

/** Whether a violation makes a run non-conformant. A level comes from the source's own word or from calibration. */
public enum Level {
    MUST,
    SHOULD,
    INFO
}
