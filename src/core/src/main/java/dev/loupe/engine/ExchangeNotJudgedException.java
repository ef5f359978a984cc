package dev.loupe.engine;

/** An exchange cannot be judged as it asks to be; the message says what to do. It costs that exchange alone. */
public final class ExchangeNotJudgedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ExchangeNotJudgedException(String message) {
        super(message);
    }
}
