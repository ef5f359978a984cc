package dev.loupe.exchange.redact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A compressed body whose text is changed. */
final class GzipText {
    /** The limit of a body; a longer text is left as it is. */
    private static final int MAX_BYTES = 16 << 20;

    private GzipText() {}

    static boolean is(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /** The same bytes when the text does not change or cannot be read. */
    @SuppressWarnings("ReferenceEquality") // the same array means that nothing changed
    static byte[] mapped(byte[] compressed, UnaryOperator<byte[]> change) {
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] text = input.readNBytes(MAX_BYTES);
            byte[] changed = change.apply(text);
            return changed == text || input.read() >= 0 ? compressed : compressed(changed);
        } catch (IOException notGzip) {
            return compressed;
        }
    }

    private static byte[] compressed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream output = new GZIPOutputStream(bytes)) {
            output.write(text);
        }
        return bytes.toByteArray();
    }
}
