package dev.loupe.diff.normal;

/** The direction of a message. It decides which changes break, and whether readOnly or writeOnly properties apply. */
public enum MessageDirection {
    REQUEST,
    RESPONSE
}
