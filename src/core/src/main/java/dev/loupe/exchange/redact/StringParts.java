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
     * @param whole how much of the stream is removed as a whole; 0 when each character can be
     */
    private record Part(int start, int origin, DecodedText decoded, int whole) {
        int end() {
            return start + decoded.text().length();
        }

        TextReplacement without(int from, int to, String replacement) {
            return whole > 0
                    ? new TextReplacement(origin, origin + whole, "")
                    : new TextReplacement(startInStream(from), endInStream(to), replacement);
        }

        int startInStream(int at) {
            return origin + decoded.start(at - start);
        }

        int endInStream(int at) {
            return origin + decoded.end(at - start);
        }
    }

    void add(String stream, int from, int to) {
        DecodedText decoded = DecodedText.of(stream.substring(from, to)).withoutJsonEscapes();
        parts.add(new Part(text.length(), from, decoded, 0));
        text.append(decoded.text());
    }

    /** A part that the stream writes in another way. */
    void addWhole(String part, int from, int to) {
        parts.add(new Part(text.length(), from, DecodedText.of(part), to - from));
        text.append(part);
    }

    /** The secrets in locations of the stream; all parts of one but the first are removed. */
    List<TextReplacement> secrets(SecretSearch search) {
        List<TextReplacement> secrets = new ArrayList<>();
        if (parts.size() < 2 && parts.stream().allMatch(part -> part.whole() == 0)) {
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
                    secrets.add(part.without(start, end, start == secret.start() ? secret.replacement() : ""));
                }
            }
        }
        return secrets;
    }
}
