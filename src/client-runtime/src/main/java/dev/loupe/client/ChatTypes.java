package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.JsonCodec;

/**
 * The types of a contract.
 *
 * @param <R> type of a complete response
 * @param <C> type of a chunk of a stream
 * @param choices whether a response has choices; without them the last value of each property of a stream counts
 */
public record ChatTypes<R extends ApiObject, C extends ApiObject>(
        JsonCodec.Reader<R> response, JsonCodec.Reader<C> chunk, boolean choices) {}
