package dev.loupe.report.format;

import java.util.ArrayList;
import java.util.List;

/** A sentence for a page, with the parts in backticks as code. */
public record InlineCodeText(List<Piece> pieces) {
    /** A part of the sentence. */
    public record Piece(String text, boolean code) {}

    /** Untrusted text is made visible here. */
    public static InlineCodeText of(String text) {
        String[] parts = VisibleText.line(text).split("`", -1);
        boolean paired = parts.length % 2 == 1;
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            boolean code = paired && i % 2 == 1;
            String part = paired || i == 0 ? parts[i] : "`" + parts[i];
            if (!part.isEmpty()) {
                pieces.add(new Piece(part, code));
            }
        }
        return new InlineCodeText(List.copyOf(pieces));
    }
}
