package dev.loupe.cli;

import dev.loupe.report.format.VisibleText;
import dev.loupe.report.format.WrappedText;
import java.io.PrintWriter;

/**
 * Standard error. A message may quote a file name, a file or a server, so no line of it controls a terminal or is a command of a CI log.
 */
final class MessageOutput extends PrintWriter {
    private static final int HANG = 2;

    private final int columns;

    /**
     * @param columns where lines are wrapped; 0 for never: a log is searched by line
     */
    MessageOutput(PrintWriter target, int columns) {
        super(target, true);
        this.columns = columns;
    }

    @Override
    public void println(String line) {
        String visible = VisibleText.neutral(line.replace("\r\n", "\n").replace("\t", "    "));
        super.println(columns == 0 ? visible : wrapped(visible));
    }

    private String wrapped(String text) {
        WrappedText lines = new WrappedText(columns);
        text.lines().forEach(line -> lines.line("", HANG, line));
        return lines.toString().stripTrailing();
    }

    /** A line of a stack trace. */
    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }
}
