package dev.loupe.cli;

/** How a command ends; the same for all commands. */
final class ExitCode {
    /** Conformant, or no breaking change. */
    static final int GOOD = 0;
    /** Non-conformant, or breaking. */
    static final int BROKEN = 1;
    /** Wrong usage or unreadable input. */
    static final int USAGE = 2;
    /** Nothing could be concluded. */
    static final int INCONCLUSIVE = 3;
    /** Internal error. */
    static final int FAULT = 70;

    private ExitCode() {}
}
