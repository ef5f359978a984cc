package dev.loupe.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A secret in a text, from {@code start} to before {@code end}, and what is to stand there instead. */
record Edit(int start, int end, String replacement) {
    /** The text with these edits, which are in order and apart. */
    static String in(String text, List<Edit> secrets) {
        if (secrets.isEmpty()) {
            return text;
        }
        var redacted = new StringBuilder();
        int from = 0;
        for (Edit secret : secrets) {
            redacted.append(text, from, secret.start()).append(secret.replacement());
            from = secret.end();
        }
        return redacted.append(text, from, text.length()).toString();
    }

    /** The pieces with edits that are counted over all of them; what replaces stands in the piece where it began. */
    static List<Piece> in(List<Piece> pieces, List<Edit> secrets) {
        List<Piece> result = new ArrayList<>(pieces.size());
        int start = 0;
        for (Piece piece : pieces) {
            int end = start + piece.bytes().length;
            var bytes = new ByteArrayOutputStream(piece.bytes().length);
            int from = start;
            for (Edit secret : secrets) {
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
            result.add(new Piece(piece.at(), bytes.toByteArray()));
            start = end;
        }
        return result;
    }
}
