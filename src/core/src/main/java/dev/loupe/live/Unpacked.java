package dev.loupe.live;

import dev.loupe.exchange.Bounds;
import dev.loupe.exchange.Piece;
import dev.loupe.exchange.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An answer that a proxy packed although nobody asked for it. It is not asked for because packed streams come late: what is
 * unpacked is one piece, with the time of the last.
 */
final class Unpacked {
    private static final int BUFFER = 8_192;

    private Unpacked() {}

    /** The same, without gzip; with a failure when it says gzip and is none. */
    static Receiver.Received of(Receiver.Received received, Reply.Head head) {
        String encoding = head.headers().first("content-encoding").orElse("identity");
        List<Piece> pieces = received.pieces();
        if (!encoding.strip().equalsIgnoreCase("gzip") || pieces.isEmpty()) {
            return received;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        pieces.forEach(piece -> packed.writeBytes(piece.bytes()));
        double at = pieces.getLast().at();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                plain.write(buffer, 0, read);
                if (plain.size() > Bounds.BODY_BYTES) {
                    return new Receiver.Received(
                            List.of(),
                            new Receiver.TooLarge("unpacked, it is larger than " + Bounds.mebibytes(Bounds.BODY_BYTES)
                                    + ", the bound"));
                }
            }
            return new Receiver.Received(List.of(new Piece(at, plain.toByteArray())), received.failure());
        } catch (IOException noGzip) {
            Throwable why = received.failure() == null
                    ? new ProtocolException(
                            "it says content-encoding gzip, and the bytes are not: " + noGzip.getMessage())
                    : received.failure();
            return new Receiver.Received(List.of(), why);
        }
    }
}
