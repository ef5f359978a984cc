package dev.loupe.verdict;

/** An exchange cannot be judged as it asks to be; the message says what to do. It costs that exchange alone. */
public final class NotJudged extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotJudged(String message) {
        super(message);
    }
}
