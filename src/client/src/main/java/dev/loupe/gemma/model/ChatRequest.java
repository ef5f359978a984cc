package dev.loupe.gemma.model;

import dev.loupe.client.model.StreamableRequest;

/** A request to one of the models. Each type has the parameters of its models. */
public sealed interface ChatRequest extends StreamableRequest permits Gemma3Request, Gemma327bRequest, Gemma3nRequest {

    /**
     * The same request, with {@code stream} set.
     *
     * @param stream whether a streaming response is requested
     * @return a new request
     */
    @Override
    ChatRequest withStream(boolean stream);
}
