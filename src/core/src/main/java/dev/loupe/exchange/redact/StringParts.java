package dev.loupe.exchange.redact;

import java.util.ArrayList;
import java.util.List;

/** A string in parts, each a JSON string at its location in a stream. */
final class StringParts {
    private final StringBuilder text = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();

    /**
     * One part.
     *
     * @param start where it starts in the whole string
     * @param decoded its text, with the locations in the stream
     */
    private record Part(int start, int origin, DecodedText decoded) {
        int end() {
            return start + decoded.text().length();
        }

        int inStream(int at) {
            return origin + decoded.original(at - start);
        }
    }

    void add(String stream, int from, int to) {
        DecodedText decoded = DecodedText.of(stream.substring(from, to)).withoutJsonEscapes();
        parts.add(new Part(text.length(), from, decoded));
        text.append(decoded.text());
    }

    /** The secrets in locations of the stream; all parts of one but the first are removed. */
    List<TextReplacement> secrets(SecretSearch search) {
        List<TextReplacement> secrets = new ArrayList<>();
        if (parts.size() < 2) {
            return secrets;
        }
        int first = 0;
        for (TextReplacement secret : search.in(text.toString())) {
            while (parts.get(first).end() <= secret.start()) {
                first++;
            }
            for (int i = first; i < parts.size() && parts.get(i).start() < secret.end(); i++) {
                Part part = parts.get(i);
                int start = Math.max(part.start(), secret.start());
                int end = Math.min(part.end(), secret.end());
                if (start < end) {
                    secrets.add(new TextReplacement(
                            part.inStream(start),
                            part.inStream(end),
                            start == secret.start() ? secret.replacement() : ""));
                }
            }
        }
        return secrets;
    }
}
