package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a response states as its {@code Content-Encoding}. */
record ContentCoding(String name) {
    static ContentCoding of(Reply.Head head) {
        return new ContentCoding(
                head.headers().first("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT));
    }

    /** Whether no request accepts it. */
    boolean isOther() {
        return !Set.of("", "gzip", "identity").contains(name);
    }

    /** The errors of a body, as it was received and as it was decompressed. */
    List<FramingError> errors(ResponseReceiver.Received raw, ResponseReceiver.Received plain) {
        if (raw.failure() == null && plain.failure() instanceof ProtocolException) {
            return List.of(new FramingError(FramingError.Kind.CODING, "gzip"));
        }
        return isOther() && isPlain(raw)
                ? List.of(new FramingError(
                        isKnown() ? FramingError.Kind.CODING : FramingError.Kind.CODING_UNKNOWN,
                        "the body is sent without a coding"))
                : List.of();
    }

    /** Whether clients decode it; they ignore a word such as {@code utf-8}. */
    private boolean isKnown() {
        return Set.of("br", "compress", "deflate", "x-gzip", "zstd").contains(name);
    }

    /** Whether the bytes are JSON or events, whatever the header states. */
    private static boolean isPlain(ResponseReceiver.Received received) {
        byte[] bytes = TimedBytes.joined(received.chunks());
        return !Body.of(bytes).json().isMissingNode()
                || new String(bytes, StandardCharsets.ISO_8859_1).startsWith("data:");
    }
}
