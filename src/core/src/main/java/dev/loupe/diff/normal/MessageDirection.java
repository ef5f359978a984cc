package dev.loupe.diff.normal;

/** Who writes the message: it decides which way a change hurts, and whether readOnly or writeOnly members are in it. */
public enum MessageDirection {
    REQUEST,
    RESPONSE
}
