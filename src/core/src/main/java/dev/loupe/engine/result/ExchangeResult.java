package dev.loupe.engine.result;

import dev.loupe.exchange.Exchange;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The result of one exchange: the decision, and the facts that reports show. */
@API(status = API.Status.EXPERIMENTAL)
public record ExchangeResult(
        Exchange.Id id, Basis basis, Decision decision, ExchangeFacts facts, List<Finding> findings) {
    public ExchangeResult {
        findings = List.copyOf(findings);
    }

    public ExchangeResult with(List<Finding> findings) {
        return new ExchangeResult(id, basis, decision, facts, findings);
    }

    public JudgedExchange judged() {
        return new JudgedExchange(id, basis, decision, findings);
    }

    /**
     * The basis of the decision.
     *
     * @param stored where the exchange is stored; null when it is not
     * @param contract null when it is judged without one
     * @param provider the name of the profile
     * @param providerReason why this profile applies; empty when the caller chose it
     */
    public record Basis(
            @Nullable SourceLocation stored, @Nullable String contract, String provider, String providerReason) {}

    /**
     * The decision.
     *
     * @param unusable why the response is no evidence about the contract; null when it is
     * @param marks one letter per check of the run, in their order: {@link CheckOutcome.Kind#mark}
     * @param reasons of every outcome but passed for the first exchanges of a run, later of violated and crashed alone
     */
    public record Decision(Verdict verdict, @Nullable String unusable, String marks, List<CheckReason> reasons) {
        public Decision {
            reasons = List.copyOf(reasons);
        }

        public boolean has(CheckOutcome.Kind kind) {
            return marks.indexOf(kind.mark()) >= 0;
        }

        /** True when the response is usable and at least one check passed or is violated. */
        public boolean isConclusive() {
            return unusable == null && (has(CheckOutcome.Kind.PASSED) || has(CheckOutcome.Kind.VIOLATED));
        }
    }

    /** The reason for the outcome of one check. */
    public record CheckReason(String check, CheckOutcome.Kind outcome, String why) {}
}
