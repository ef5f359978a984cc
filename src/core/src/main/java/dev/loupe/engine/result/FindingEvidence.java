package dev.loupe.engine.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a finding can be seen.
 *
 * @param stored where the exchange is stored; null when it is not
 * @param rerun the one line that shows it again
 * @param excerpts of the request and the answer; empty for all but the first few findings of a group
 * @param related the lines of other files that have to do with it: what the contract says there, what corrects it
 */
public record FindingEvidence(
        @Nullable SourceLocation stored, String rerun, List<Excerpt> excerpts, List<Related> related) {
    public FindingEvidence {
        excerpts = List.copyOf(excerpts);
        related = List.copyOf(related);
    }

    public FindingEvidence(@Nullable SourceLocation stored, String repeat, List<Excerpt> excerpts) {
        this(stored, repeat, excerpts, List.of());
    }

    /** A line of another file, and what stands there. */
    public record Related(String description, SourceLocation stored) {}

    /** A part of an exchange, cut to what a person reads, with the place in question marked. */
    public record Excerpt(String title, List<Line> lines) {
        public Excerpt {
            lines = List.copyOf(lines);
        }
    }

    /** One line of an excerpt. */
    public record Line(String text, boolean marked) {}
}
