package dev.loupe.diff.compare;

import dev.loupe.diff.normal.MessageDirection;

/** The part of a spec that a change is in; reports write it in lower case. */
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
