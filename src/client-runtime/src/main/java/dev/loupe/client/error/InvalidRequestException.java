package dev.loupe.client.error;

/** The request violates the contract and was not sent. The message names each parameter, its value and its range. */
public final class InvalidRequestException extends ChatException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message, null);
    }
}
