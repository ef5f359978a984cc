package dev.loupe.client.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool that the model requested.
 *
 * @param id of the call
 * @param name of the tool, as the model wrote it
 * @param arguments as the model wrote them
 * @param outcome whether the tool ran
 * @param content what is sent to the model
 * @param error what the tool threw; null unless the outcome is {@link Outcome#FAILED}
 */
public record ToolResult(
        String id, String name, String arguments, Outcome outcome, String content, @Nullable Throwable error) {

    /** Whether a tool ran. */
    public enum Outcome {
        /** It returned a value. */
        SUCCEEDED,
        /** It threw an exception, or its result is too long or cannot be written as JSON. */
        FAILED,
        /** There is no tool of this name; nothing ran. */
        UNKNOWN_TOOL,
        /** The arguments are not JSON or violate the schema; nothing ran. */
        INVALID_ARGUMENTS
    }

    /** What the tool threw. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(error);
    }
}
