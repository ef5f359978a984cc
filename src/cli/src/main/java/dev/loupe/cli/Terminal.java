package dev.loupe.cli;

import java.util.Set;

/** What the process is connected to. The launcher says so, because the JVM cannot ask for one stream alone. */
final class Terminal {
    private static final Set<String> STREAMS =
            Set.of(System.getProperty("loupe.terminals", "").split(","));

    private Terminal() {}

    /** Whether results go to a person who wants colours. */
    static boolean colours() {
        return STREAMS.contains("stdout") && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether a person watches progress. */
    static boolean progress() {
        return STREAMS.contains("stderr") && !"dumb".equals(System.getenv("TERM"));
    }
}
