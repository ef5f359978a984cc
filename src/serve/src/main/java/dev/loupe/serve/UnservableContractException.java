package dev.loupe.serve;

/** A contract from which the reference provider cannot make responses. */
public final class UnservableContractException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnservableContractException(String message) {
        super(message);
    }
}
