package dev.loupe.verdict;

/** A baseline file that cannot be used; the message says where and what to do. */
public final class BaselineUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    BaselineUnreadable(String message) {
        super(message);
    }
}
