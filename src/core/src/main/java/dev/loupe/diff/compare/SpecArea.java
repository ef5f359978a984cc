package dev.loupe.diff.compare;

import dev.loupe.diff.normal.MessageDirection;

/** Which part of a contract a change is in; in reports in lower case. */
public enum SpecArea {
    REQUEST,
    RESPONSE,
    STREAM,
    OPERATION,
    SECURITY,
    DOCUMENT;

    public MessageDirection direction() {
        return this == RESPONSE || this == STREAM ? MessageDirection.RESPONSE : MessageDirection.REQUEST;
    }
}
