package dev.loupe.gemma.behaviour;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;

/**
 * One thing that servers do, with the bytes that they send, and what the client owes its caller then. The same rows are run over
 * every transport.
 *
 * @param name begins with the number of the behaviour
 */
public record Row(String name, Trial trial) {

    /** Serves the bytes and looks at what the client makes of them. */
    @FunctionalInterface
    public interface Trial {
        void run(RawServer server, GemmaClient client) throws Exception;
    }

    static final ChatRequest REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();

    @Override
    public String toString() {
        return name;
    }
}
