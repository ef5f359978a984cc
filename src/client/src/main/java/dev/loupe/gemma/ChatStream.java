package dev.loupe.gemma;

import dev.loupe.client.ChunkStream;
import dev.loupe.client.ResponseStream;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;

/**
 * A streaming response, chunk by chunk. It is complete, or it ends with an exception that has the received part; a truncated stream
 * never ends silently. Read it on one thread. {@link #close()} may be called on any thread and closes the connection at once.
 */
public final class ChatStream extends ChunkStream<ChatCompletion, ChatCompletionChunk> {
    ChatStream(ResponseStream<ChatCompletion, ChatCompletionChunk> stream) {
        super(stream);
    }
}
