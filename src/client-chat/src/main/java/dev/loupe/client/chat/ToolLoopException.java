package dev.loupe.client.chat;

import java.util.List;

/** A tool loop that ended without a response of the model. */
public final class ToolLoopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<ToolResult> calls;

    /** Why the loop ended. */
    public enum Reason {
        /** The model requested tools in every permitted request. */
        TOO_MANY_ROUNDS,
        /** The model requested more calls than permitted; none of that response ran. */
        TOO_MANY_CALLS,
        /** The model requested a tool that does not exist; none of that response ran. */
        UNKNOWN_TOOL,
        /** The arguments of a call are invalid; none of that response ran. */
        INVALID_ARGUMENTS,
        /** The thread was interrupted while tools ran. */
        INTERRUPTED
    }

    ToolLoopException(Reason reason, String message, List<ToolResult> calls) {
        super(message);
        this.reason = reason;
        this.calls = List.copyOf(calls);
    }

    public Reason reason() {
        return reason;
    }

    /** The calls of earlier responses, which have run. */
    public List<ToolResult> calls() {
        return calls;
    }
}
