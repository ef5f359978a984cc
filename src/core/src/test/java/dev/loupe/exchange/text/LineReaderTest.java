package dev.loupe.exchange.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    /** A device without an end: zeros and no line feed. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 0;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            read += length;
            return length;
        }
    }

    @Test
    void anInputWithoutAnEndEnds() throws IOException {
        Endless endless = new Endless();
        LineReader lines = new LineReader(endless);
        LineReader.Line line = lines.next();
        assertThat(line).isNotNull();
        assertThat(line.bytes()).isNull();
        assertThat(lines.next()).isNull();
        assertThat(endless.read).isLessThan(2L << 30);
    }
}
