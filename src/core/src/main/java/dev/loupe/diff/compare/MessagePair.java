package dev.loupe.diff.compare;

import dev.loupe.diff.normal.SchemaRef;

/**
 * A part of a message that both specs describe: a request body, a response, a parameter.
 *
 * @param operation {@code POST /v1/chat/completions}, as in NEW
 * @param part its name in reports: {@code the request}, {@code the 201 response}
 * @param old its schema in OLD
 * @param next its schema in NEW
 * @param oldEncoding how it travels in OLD
 * @param nextEncoding how it travels in NEW
 */
public record MessagePair(
        String operation,
        SpecArea area,
        String part,
        SchemaRef old,
        SchemaRef next,
        MessageEncoding oldEncoding,
        MessageEncoding nextEncoding) {
    /** For schemas that are compared with each other alone. */
    static final MessagePair NOWHERE =
            new MessagePair("", SpecArea.REQUEST, "", SchemaRef.ANYTHING, SchemaRef.ANYTHING);

    public MessagePair(String operation, SpecArea area, String part, SchemaRef old, SchemaRef next) {
        this(operation, area, part, old, next, new MessageEncoding.Json(), new MessageEncoding.Json());
    }
}
