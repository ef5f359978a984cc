package dev.loupe.client.chat;

/** Thrown by a tool that has no result. Its message is sent to the model; that of any other exception is not, because it may be internal. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolException(String messageForModel) {
        super(messageForModel);
    }
}
