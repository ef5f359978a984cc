package dev.loupe.cli;

/** Exit codes, the same for all commands. */
final class ExitCode {
    /** Conformant, or no breaking change. */
    static final int SUCCESS = 0;
    /** Non-conformant, or breaking. */
    static final int FAILURE = 1;
    /** Wrong usage or unreadable input. */
    static final int USAGE = 2;
    /** Inconclusive. */
    static final int INCONCLUSIVE = 3;
    /** A defect of Loupe. */
    static final int INTERNAL_ERROR = 70;

    private ExitCode() {}
}
