package dev.loupe.client.chat;

import java.util.List;
import java.util.stream.Collectors;

/** A response has no value of the requested type. The message names the reason and each violation with its pointer. */
public final class StructuredOutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int IN_MESSAGE = 5;

    private final Reason reason;
    private final String content;
    private final transient List<SchemaViolation> violations;

    /** Why there is no value. */
    public enum Reason {
        /** The message is a refusal; {@link #content()} is its text. */
        REFUSED,
        /** The response ended at the token limit (finish_reason is length). */
        TRUNCATED,
        /** The response was stopped by a content filter. */
        FILTERED,
        /** The response has no text. */
        EMPTY,
        /** The text has no JSON, or several objects that fit. */
        NOT_JSON,
        /** The JSON violates the schema, or the Java type rejects it. */
        INVALID
    }

    StructuredOutputException(Reason reason, String message, String content, List<SchemaViolation> violations) {
        super(message
                + (violations.isEmpty()
                        ? ""
                        : violations.stream()
                                .limit(IN_MESSAGE)
                                .map(SchemaViolation::toString)
                                .collect(Collectors.joining("; ", ": ", more(violations.size())))));
        this.reason = reason;
        this.content = content;
        this.violations = List.copyOf(violations);
    }

    private static String more(int violations) {
        return violations > IN_MESSAGE ? "; and " + (violations - IN_MESSAGE) + " more" : "";
    }

    public Reason reason() {
        return reason;
    }

    /** The text of the response. */
    public String content() {
        return content;
    }

    /** All violations of the schema, at most 100; empty for every reason but {@link Reason#INVALID}. */
    public List<SchemaViolation> violations() {
        return violations;
    }
}
