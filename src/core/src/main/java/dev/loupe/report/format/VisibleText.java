package dev.loupe.report.format;

import java.util.Locale;

/**
 * Makes untrusted text safe to display: characters that control a terminal, change the reading direction or are invisible are
 * shown as their code, {@code ‹U+001B›}.
 */
public final class VisibleText {
    private VisibleText() {}

    /** On one line: line ends become {@code ⏎}. */
    public static String line(String text) {
        return neutral(text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip()
                .replace("\n", " ⏎ ")
                .replace('\t', ' '));
    }

    /** Line feeds stay; other characters that are not text are shown as their code. */
    public static String neutral(String text) {
        if (text.codePoints().noneMatch(VisibleText::unsafe)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (unsafe(c)) {
                out.append(String.format(Locale.ROOT, "‹U+%04X›", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean unsafe(int c) {
        return c != '\n'
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> c != 0x200D;
                    default -> (c & 0xFFFE) == 0xFFFE;
                };
    }
}
