package dev.loupe.cli;

import java.util.Set;

/** What the process is connected to. The launcher says so, because the JVM cannot ask for one stream alone. */
final class Terminal {
    private static final Set<String> STREAMS =
            Set.of(System.getProperty("loupe.terminals", "").split(","));

    private static final int NARROWEST = 40;

    private Terminal() {}

    /** Whether results go to a person who wants colours. */
    static boolean colours() {
        return STREAMS.contains("stdout") && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether a person watches progress. */
    static boolean progress() {
        return STREAMS.contains("stderr") && !"dumb".equals(System.getenv("TERM"));
    }

    /** How many columns text may take: what {@code COLUMNS} or else the terminal says, or 80. */
    static int columns() {
        for (String said : new String[] {System.getenv("COLUMNS"), System.getProperty("loupe.columns")}) {
            if (said != null && said.matches("[1-9]\\d{1,3}")) {
                return Math.max(NARROWEST, Integer.parseInt(said));
            }
        }
        return 80;
    }
}
