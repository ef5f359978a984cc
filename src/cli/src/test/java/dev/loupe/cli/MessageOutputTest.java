package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Lines of standard error: wrapped on a terminal only. */
class MessageOutputTest {
    private static final String LONG = "loupe: " + "a word ".repeat(20) + "end";

    @Test
    void aTerminalGetsLinesOfItsWidth() {
        assertThat(printed(80).lines())
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.length() <= 80)
                .last()
                .asString()
                .startsWith("  ")
                .endsWith("end");
    }

    @Test
    void aLogGetsOneLine() {
        assertThat(printed(0).lines()).containsExactly(LONG);
    }

    private static String printed(int columns) {
        StringWriter text = new StringWriter();
        new MessageOutput(new PrintWriter(text), columns).println(LONG);
        return text.toString();
    }
}
