package dev.loupe.diff.compare;

import dev.loupe.diff.normal.MessageDirection;
import java.util.Locale;

/** The part of a spec that a change is in. */
public enum SpecArea {
    REQUEST,
    RESPONSE,
    STREAM,
    /** A request that the API sends to a client: clients read it, like a response. */
    WEBHOOK_REQUEST,
    /** The response of a client to a webhook: clients send it, like a request. */
    WEBHOOK_RESPONSE,
    OPERATION,
    SECURITY,
    DOCUMENT;

    public MessageDirection direction() {
        return this == RESPONSE || this == STREAM || this == WEBHOOK_REQUEST
                ? MessageDirection.RESPONSE
                : MessageDirection.REQUEST;
    }

    /** True for what schemas describe: bodies and parameters. */
    public boolean isMessage() {
        return switch (this) {
            case REQUEST, RESPONSE, STREAM, WEBHOOK_REQUEST, WEBHOOK_RESPONSE -> true;
            case OPERATION, SECURITY, DOCUMENT -> false;
        };
    }

    /** The word of the reports, {@code response}: who sends the message decides. */
    public String word() {
        return switch (this) {
            case WEBHOOK_REQUEST -> RESPONSE.word();
            case WEBHOOK_RESPONSE -> REQUEST.word();
            case REQUEST, RESPONSE, STREAM, OPERATION, SECURITY, DOCUMENT -> name().toLowerCase(Locale.ROOT);
        };
    }
}
