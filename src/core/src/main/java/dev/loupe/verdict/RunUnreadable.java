package dev.loupe.verdict;

/** A journal or a {@code run.json} that cannot be used; the message says where and what to do. */
public final class RunUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunUnreadable(String message) {
        super(message);
    }
}
