package dev.loupe.check;

/** How binding a check is: from its source's own word or from calibration, never from taste. */
public enum Level {
    MUST,
    SHOULD,
    INFO
}
