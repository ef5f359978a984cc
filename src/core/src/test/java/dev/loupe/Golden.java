package dev.loupe;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.util.diff.Delta;
import org.assertj.core.util.diff.DiffUtils;

/**
 * Files that tests compare with. {@code make golden} rewrites them, and a person reads the diff before committing it. A failure
 * shows the lines that differ, not the file.
 */
public final class Golden {
    private static final int MOST_DIFFERENCES = 5;
    private static final int MOST_LINES = 6;
    private static final int LONGEST_LINE = 200;

    private Golden() {}

    public static boolean isRewriting() {
        return System.getProperty("loupe.golden", "compare").equals("rewrite");
    }

    public static void compare(Path file, String actual) throws IOException {
        if (isRewriting()) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, actual);
            return;
        }
        if (!Files.exists(file)) {
            fail("%s does not exist: make golden writes it".formatted(file));
        }
        String expected = Files.readString(file);
        if (!expected.equals(actual)) {
            fail("%s differs from the actual text; make golden rewrites it%n%s"
                    .formatted(file, difference(expected, actual)));
        }
    }

    /** The first differences, {@code -} as in the file and {@code +} as in the actual text. */
    static String difference(String expected, String actual) {
        List<String> before = List.of(expected.split("\n", -1));
        List<String> after = List.of(actual.split("\n", -1));
        List<Delta<String>> deltas = DiffUtils.diff(before, after).getDeltas();
        StringBuilder text = new StringBuilder();
        for (Delta<String> delta : deltas.subList(0, Math.min(MOST_DIFFERENCES, deltas.size()))) {
            text.append("line ").append(delta.getOriginal().getPosition() + 1).append('\n');
            lines("- ", delta.getOriginal().getLines(), text);
            lines("+ ", delta.getRevised().getLines(), text);
        }
        if (deltas.size() > MOST_DIFFERENCES) {
            text.append("and ").append(deltas.size() - MOST_DIFFERENCES).append(" more differences\n");
        }
        return text.toString();
    }

    private static void lines(String sign, List<String> lines, StringBuilder text) {
        for (String line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            text.append(sign)
                    .append(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)
                    .append('\n');
        }
        if (lines.size() > MOST_LINES) {
            text.append(sign).append("... ").append(lines.size() - MOST_LINES).append(" more lines\n");
        }
    }
}
