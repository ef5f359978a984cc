package dev.loupe.engine.result;

import dev.loupe.exchange.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run keeps of one exchange: what was decided of it, and the little that reports show. */
public record ExchangeResult(
        Exchange.Id id, Basis basis, Decision decision, ExchangeFacts facts, List<Finding> findings) {
    public ExchangeResult {
        findings = List.copyOf(findings);
    }

    public ExchangeResult with(List<Finding> findings) {
        return new ExchangeResult(id, basis, decision, facts, findings);
    }

    /**
     * What it was judged against.
     *
     * @param stored where it is stored; null when it is not
     * @param contract null when it was held to none
     * @param provider the name of the profile
     * @param providerReason why this profile applies; empty when the caller chose it
     */
    public record Basis(
            @Nullable SourceLocation stored, @Nullable String contract, String provider, String providerReason) {
        public Basis(@Nullable SourceLocation stored, @Nullable String contract, String provider) {
            this(stored, contract, provider, "");
        }
    }

    /**
     * What was decided.
     *
     * @param unusable why the answer says nothing about the contract; null when it does
     * @param marks one letter per check of the run, in their order: {@link CheckOutcome.Kind#mark}
     * @param reasons reasons, of every outcome but passed in the first exchanges of a run, later of violated and crashed alone
     */
    public record Decision(Verdict verdict, @Nullable String unusable, String marks, List<CheckReason> reasons) {
        public Decision {
            reasons = List.copyOf(reasons);
        }

        public boolean has(CheckOutcome.Kind kind) {
            return marks.indexOf(kind.mark()) >= 0;
        }

        /** True when at least one check looked and came to a conclusion about an answer that says something. */
        public boolean isConclusive() {
            return unusable == null && (has(CheckOutcome.Kind.PASSED) || has(CheckOutcome.Kind.VIOLATED));
        }
    }

    /** What one check said. */
    public record CheckReason(String check, CheckOutcome.Kind outcome, String why) {}
}
