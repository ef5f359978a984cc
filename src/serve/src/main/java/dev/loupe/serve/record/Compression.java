package dev.loupe.serve.record;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A response that the upstream compressed although the request does not accept it. It is recorded without compression, because a
 * secret in compressed bytes is not found.
 */
final class Compression {
    private Compression() {}

    static boolean isCompressed(Reply.Head head) {
        return !encoding(head).isEmpty();
    }

    private static String encoding(Reply.Head head) {
        String encoding =
                head.headers().first("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return encoding.equals("identity") ? "" : encoding;
    }

    /** The recorded response from the bytes as received. */
    static Reply reply(Reply.Head head, byte[] bytes, boolean stream) {
        if (!isCompressed(head) || bytes.length == 0) {
            return new Reply.Answered(head, body(bytes));
        }
        if (!encoding(head).equals("gzip") && !encoding(head).equals("x-gzip")) {
            return failed("content-encoding is " + encoding(head) + ", which is not recorded");
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = in.readNBytes(InputLimits.BODY_BYTES + 1);
            if (plain.length > InputLimits.BODY_BYTES) {
                return new Reply.Unanswered(new Reply.Failure(
                        Reply.Failure.Kind.TOO_LARGE,
                        "decompressed, the response is larger than " + InputLimits.mebibytes(InputLimits.BODY_BYTES)));
            }
            Reply.Head decoded = new Reply.Head(head.code(), withoutEncoding(head.headers()), head.times());
            double at = head.times() == null ? 0 : head.times().end();
            return stream
                    ? Reply.Streamed.of(decoded, List.of(new TimedBytes(at, plain)), Reply.Ending.CLOSED)
                    : new Reply.Answered(decoded, body(plain));
        } catch (IOException noGzip) {
            return failed("content-encoding is gzip, but the bytes are not: " + noGzip.getMessage());
        }
    }

    /** JSON beyond a limit is recorded as text. */
    static Body body(byte[] bytes) {
        try {
            return Body.of(bytes);
        } catch (InputLimits.Exceeded beyond) {
            return new Body.Text(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static Reply failed(String why) {
        return new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.PROTOCOL, why));
    }

    private static HeaderFields withoutEncoding(HeaderFields headers) {
        SortedMap<String, List<String>> fields = new TreeMap<>(headers.fields());
        fields.remove("content-encoding");
        fields.remove("content-length");
        return new HeaderFields(fields, headers.recorded());
    }
}
