package dev.loupe.cli;

import dev.loupe.report.format.VisibleText;
import java.io.PrintWriter;

/**
 * Standard error. A message may quote a file name, a file or a server, so no line of it controls a terminal or is a command of a CI log.
 */
final class MessageOutput extends PrintWriter {
    MessageOutput(PrintWriter target) {
        super(target, true);
    }

    @Override
    public void println(String line) {
        super.println(VisibleText.neutral(line.replace("\r\n", "\n").replace("\t", "    ")));
    }

    /** A line of a stack trace. */
    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }
}
