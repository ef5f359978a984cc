package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.Verdict;

/** The verdict of a run as a picture for a page, and as JSON for a service that draws such pictures. */
public final class RunBadge {
    private static final String LABEL = "loupe";
    private static final int HEIGHT = 20;
    /** A picture cannot measure text: every character has this width, and the text is stretched to the sum. */
    private static final double CHARACTER = 6.4;

    private static final int MARGIN = 12;

    private RunBadge() {}

    /** {@code conformant, 36 of 36}: of the MUST checks that examined exchanges. */
    private static String message(Run run) {
        Rate checks = ProviderScore.of(run).checks();
        return run.verdict().word() + ", " + RunPhrases.number(checks.count()) + " of "
                + RunPhrases.number(checks.of());
    }

    /** An SVG without script, font or reference. */
    public static String svg(Run run) {
        String message = message(run);
        int left = width(LABEL);
        int right = width(message);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s: %s">
                <title>%s: %s</title>
                <rect width="%d" height="20" rx="3" fill="#3b4048"/>
                <rect x="%d" width="%d" height="20" rx="3" fill="%s"/>
                <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                <text x="6" y="14" textLength="%d">%s</text>
                <text x="%d" y="14" textLength="%d">%s</text>
                </g>
                </svg>
                """
                .formatted(
                        left + right,
                        HEIGHT,
                        LABEL,
                        message,
                        LABEL,
                        message,
                        left + 4,
                        left,
                        right,
                        "#" + colour(run.verdict()),
                        left - MARGIN,
                        LABEL,
                        left + 6,
                        right - MARGIN,
                        message);
    }

    /** The properties that badge services read. */
    public static String json(Run run) {
        return """
                {"schemaVersion": 1, "label": "%s", "message": "%s", "color": "%s"}
                """
                .formatted(LABEL, message(run), colour(run.verdict()));
    }

    private static int width(String text) {
        return (int) Math.ceil(text.length() * CHARACTER) + MARGIN;
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> "1d6b3a";
            case NON_CONFORMANT -> "b3261e";
            case INCONCLUSIVE -> "8a5a00";
        };
    }
}
