package dev.loupe.client.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The header of a response and its unread body.
 *
 * @param body must be subscribed to once; delivers on demand only; cancelling it closes the connection
 */
public record TransportResponse(int status, ResponseHeaders headers, Flow.Publisher<List<ByteBuffer>> body) {}
