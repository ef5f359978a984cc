package dev.loupe.live;

import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Decompresses a response that a proxy compressed without a request for it. Requests do not accept compression, because it
 * delays the chunks of a stream: the decompressed body is one chunk with the time of the last.
 */
final class ResponseDecompressor {
    private static final int BUFFER = 8_192;

    private ResponseDecompressor() {}

    /** The same without gzip; a failure when the content-encoding is gzip and the bytes are not. */
    static ResponseReceiver.Received of(ResponseReceiver.Received received, Reply.Head head) {
        String encoding = head.headers().first("content-encoding").orElse("identity");
        List<TimedBytes> chunks = received.chunks();
        if (!encoding.strip().equalsIgnoreCase("gzip") || chunks.isEmpty()) {
            return received;
        }
        double at = chunks.getLast().at();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(TimedBytes.joined(chunks)))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                plain.write(buffer, 0, read);
                if (plain.size() > InputLimits.BODY_BYTES) {
                    return new ResponseReceiver.Received(
                            List.of(),
                            new ResponseReceiver.TooLargeException("decompressed, it is larger than "
                                    + InputLimits.mebibytes(InputLimits.BODY_BYTES) + ", the bound"));
                }
            }
            return new ResponseReceiver.Received(List.of(new TimedBytes(at, plain.toByteArray())), received.failure());
        } catch (IOException noGzip) {
            Throwable why = received.failure() == null
                    ? new ProtocolException("content-encoding is gzip, but the bytes are not: " + noGzip.getMessage())
                    : received.failure();
            return new ResponseReceiver.Received(List.of(), why);
        }
    }
}
