package dev.loupe.cli;

import java.util.Set;

/** The terminal of the process. The launcher passes it on, because the JVM cannot test a single stream. */
final class Terminal {
    private static final Set<String> STREAMS =
            Set.of(System.getProperty("loupe.terminals", "").split(","));

    private static final int MIN_COLUMNS = 40;

    private Terminal() {}

    /** Whether standard output is a terminal and colors are not disabled. */
    static boolean colors() {
        return STREAMS.contains("stdout") && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether progress can be shown on standard error. */
    static boolean progress() {
        return STREAMS.contains("stderr") && !"dumb".equals(System.getenv("TERM"));
    }

    /** The width of text: {@code COLUMNS}, else the width of the terminal, else 80. */
    static int columns() {
        for (String columns : new String[] {System.getenv("COLUMNS"), System.getProperty("loupe.columns")}) {
            if (columns != null && columns.matches("[1-9]\\d{1,3}")) {
                return Math.max(MIN_COLUMNS, Integer.parseInt(columns));
            }
        }
        return 80;
    }
}
