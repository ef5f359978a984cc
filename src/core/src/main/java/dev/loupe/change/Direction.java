package dev.loupe.change;

/** Which part of a contract a change is in; in reports in lower case. */
public enum Direction {
    REQUEST,
    RESPONSE,
    STREAM,
    OPERATION,
    SECURITY,
    DOCUMENT;

    Side side() {
        return this == RESPONSE || this == STREAM ? Side.ANSWER : Side.REQUEST;
    }
}
