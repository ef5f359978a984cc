package dev.loupe.report.format;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes untrusted text safe to display: characters that control a terminal, change the reading direction or are invisible are
 * shown as their code, {@code ‹U+001B›}.
 */
public final class VisibleText {
    private static final Pattern HASH_COMMAND = Pattern.compile("##(?=\\[|vso\\[)");
    private static final Pattern COLON_COMMAND =
            Pattern.compile("(?i)::((?:error|warning|notice|debug|group|endgroup|add-mask"
                    + "|set-output|set-env|save-state|stop-commands|echo|add-path|add-matcher|remove-matcher)"
                    + "(?:[ \\t][^\\n:]{0,500}+)?+)::");

    private VisibleText() {}

    /** On one line: line ends become {@code ⏎}. */
    public static String line(String text) {
        return neutral(text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip()
                .replace("\n", " ⏎ ")
                .replace('\t', ' '));
    }

    /** Line feeds stay; other characters that are not text are shown as their code. No part of it is a command of a CI log. */
    public static String neutral(String text) {
        return withoutCommands(visible(text));
    }

    /** GitHub and Azure execute such parts of a log. A space makes them text. */
    private static String withoutCommands(String text) {
        String plain = text.contains("##") ? HASH_COMMAND.matcher(text).replaceAll("# #") : text;
        return plain.contains("::") ? COLON_COMMAND.matcher(plain).replaceAll(": :$1: :") : plain;
    }

    private static String visible(String text) {
        if (isPlain(text) || text.codePoints().noneMatch(VisibleText::unsafe)) {
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

    /** Whether a text is printable ASCII, as most are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
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
