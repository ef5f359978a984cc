package dev.loupe.verdict;

import dev.loupe.exchange.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run keeps of one exchange: what was decided of it, and the little that reports show. */
public record Row(Exchange.Id id, Against against, Decided decided, Facts facts, List<Finding> findings) {
    public Row {
        findings = List.copyOf(findings);
    }

    Row with(List<Finding> findings) {
        return new Row(id, against, decided, facts, findings);
    }

    /**
     * What it was judged against.
     *
     * @param stored where it is stored; null when it is not
     * @param contract null when it was held to none
     */
    public record Against(@Nullable Stored stored, @Nullable String contract, String provider) {}

    /**
     * What was decided.
     *
     * @param unusable why the answer says nothing about the contract; null when it does
     * @param marks one letter per check of the run, in their order: {@link Outcome.Kind#mark}
     * @param said reasons, of every outcome but passed in the first exchanges of a run, later of violated and crashed alone
     */
    public record Decided(Verdict verdict, @Nullable String unusable, String marks, List<Said> said) {
        public Decided {
            said = List.copyOf(said);
        }

        public boolean has(Outcome.Kind kind) {
            return marks.indexOf(kind.mark()) >= 0;
        }

        /** True when at least one check looked and came to a conclusion about an answer that says something. */
        public boolean concluded() {
            return unusable == null && (has(Outcome.Kind.PASSED) || has(Outcome.Kind.VIOLATED));
        }
    }

    /** What one check said. */
    public record Said(String check, Outcome.Kind outcome, String why) {}
}
