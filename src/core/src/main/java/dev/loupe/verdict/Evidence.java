package dev.loupe.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a finding can be seen.
 *
 * @param stored where the exchange is stored; null when it is not
 * @param repeat the one line that shows it again
 * @param excerpts of the request and the answer; empty for all but the first few findings of a group
 */
public record Evidence(@Nullable Stored stored, String repeat, List<Excerpt> excerpts) {
    public Evidence {
        excerpts = List.copyOf(excerpts);
    }

    /** A part of an exchange, cut to what a person reads, with the place in question marked. */
    public record Excerpt(String title, List<Line> lines) {
        public Excerpt {
            lines = List.copyOf(lines);
        }
    }

    /** One line of an excerpt. */
    public record Line(String text, boolean marked) {}
}
