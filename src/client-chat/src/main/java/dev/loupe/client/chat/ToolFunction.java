package dev.loupe.client.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a tool does.
 *
 * @param <A> the type of its arguments
 */
@FunctionalInterface
public interface ToolFunction<A> {
    /**
     * Runs the tool.
     *
     * @param arguments valid against the schema of their type
     * @return sent to the model: a string as it is, any other value as JSON
     * @throws ToolException with a message for the model; the message of any other exception is not sent
     */
    @Nullable
    Object call(A arguments) throws Exception;
}
