package dev.loupe.gemma.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The head of an answer and its body, still to be read.
 *
 * @param body must be subscribed to once; it delivers what is asked for and no more, and cancelling it closes the connection
 */
public record TransportResponse(int status, ResponseHeaders headers, Flow.Publisher<List<ByteBuffer>> body) {}
