package dev.loupe.exchange.redact;

import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A secret in a text, from {@code start} to before {@code end}, and its replacement. */
record TextReplacement(int start, int end, String replacement) {
    /** The text with these edits, which are ordered and do not overlap. */
    static String in(String text, List<TextReplacement> secrets) {
        if (secrets.isEmpty()) {
            return text;
        }
        var redacted = new StringBuilder();
        int from = 0;
        for (TextReplacement secret : secrets) {
            redacted.append(text, from, secret.start()).append(secret.replacement());
            from = secret.end();
        }
        return redacted.append(text, from, text.length()).toString();
    }

    /** The pieces with edits whose offsets span all pieces; a replacement is in the piece where its secret began. */
    static List<TimedBytes> in(List<TimedBytes> pieces, List<TextReplacement> secrets) {
        List<TimedBytes> result = new ArrayList<>(pieces.size());
        int start = 0;
        for (TimedBytes piece : pieces) {
            int end = start + piece.bytes().length;
            var bytes = new ByteArrayOutputStream(piece.bytes().length);
            int from = start;
            for (TextReplacement secret : secrets) {
                if (secret.end() <= from || secret.start() >= end) {
                    continue;
                }
                if (secret.start() >= start) {
                    bytes.write(piece.bytes(), from - start, secret.start() - from);
                    bytes.writeBytes(secret.replacement().getBytes(StandardCharsets.US_ASCII));
                }
                from = Math.min(secret.end(), end);
            }
            bytes.write(piece.bytes(), from - start, end - from);
            result.add(new TimedBytes(piece.at(), bytes.toByteArray()));
            start = end;
        }
        return result;
    }
}
