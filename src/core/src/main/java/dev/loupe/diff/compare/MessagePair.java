package dev.loupe.diff.compare;

import dev.loupe.diff.normal.SchemaRef;

/**
 * Something that goes over the wire in both contracts: a request body, an answer, a parameter.
 *
 * @param operation {@code POST /v1/chat/completions}, as NEW writes it
 * @param part what it is, for people: {@code the request}, {@code the 200 answer (application/json)}
 * @param old its schema in OLD
 * @param next its schema in NEW
 */
public record MessagePair(String operation, SpecArea area, String part, SchemaRef old, SchemaRef next) {}
