package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import dev.loupe.client.transport.ResponseHeaders;

/**
 * A completion with the status, headers and body of its response.
 *
 * @param body the unchanged body text
 */
public record RawResponse<R extends ApiObject>(int status, ResponseHeaders headers, String body, R completion) {}
