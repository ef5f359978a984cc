package dev.loupe.client.error;

/** 402: the account has no credits left. */
public final class PaymentRequiredException extends ApiException {
    private static final long serialVersionUID = 1L;

    PaymentRequiredException(ErrorResponse response) {
        super(response);
    }
}
