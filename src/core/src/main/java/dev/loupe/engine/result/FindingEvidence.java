package dev.loupe.engine.result;

import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a finding.
 *
 * @param stored where the exchange is stored; null when it is not
 * @param rerun the command that reproduces it
 * @param excerpts of the request and the response; empty for all but the first few findings of a group
 * @param related lines of other files: the rule in the contract, its correction
 */
@API(status = API.Status.EXPERIMENTAL)
public record FindingEvidence(
        @Nullable SourceLocation stored, String rerun, List<Excerpt> excerpts, List<Related> related) {
    public FindingEvidence {
        excerpts = List.copyOf(excerpts);
        related = List.copyOf(related);
    }

    /** A line of another file, and what it contains. */
    public record Related(String description, SourceLocation stored) {}

    /** A part of an exchange, shortened, with the location of the finding marked. */
    public record Excerpt(String title, List<Line> lines) {
        public Excerpt {
            lines = List.copyOf(lines);
        }
    }

    /** One line of an excerpt. */
    public record Line(String text, boolean marked) {}
}
