package dev.loupe.engine.summary;

import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The verdict on a run and the reasons for it, the heaviest first.
 *
 * @param reasons why it is not conformant; empty when it is
 */
public record RunVerdict(Verdict verdict, List<Reason> reasons) {
    public RunVerdict {
        reasons = List.copyOf(reasons);
    }

    /** One reason for a verdict, in words. */
    public record Reason(Kind kind, String message) {}

    /** What a run can stumble on. */
    public enum Kind {
        MUST_VIOLATED(Verdict.NON_CONFORMANT),
        BASELINE_STALE(Verdict.NON_CONFORMANT),
        BASELINE_EXPIRED(Verdict.NON_CONFORMANT),
        CHECK_CRASHED(Verdict.INCONCLUSIVE),
        PROBE_UNANSWERED(Verdict.INCONCLUSIVE),
        UNREADABLE(Verdict.INCONCLUSIVE),
        INCOMPLETE(Verdict.INCONCLUSIVE),
        NOTHING_DECIDED(Verdict.INCONCLUSIVE);

        private final Verdict leadsTo;

        Kind(Verdict leadsTo) {
            this.leadsTo = leadsTo;
        }

        public Verdict leadsTo() {
            return leadsTo;
        }

        /** As {@code loupe-run/1} writes it. */
        public String word() {
            return this == MUST_VIOLATED
                    ? "must-broken"
                    : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static RunVerdict of(RunCounts counts, RunEnd ending) {
        List<Reason> reasons = new ArrayList<>();
        count(reasons, Kind.MUST_VIOLATED, counts.failing(), "%,d MUST finding%s not in the baseline", " is", "s are");
        for (String entry : ending.stale()) {
            reasons.add(new Reason(
                    Kind.BASELINE_STALE, "the baseline accepts what no longer happens; remove the entry " + entry));
        }
        for (String entry : ending.expired()) {
            reasons.add(new Reason(
                    Kind.BASELINE_EXPIRED,
                    "the baseline accepts this no longer; mend it or give it a new date: " + entry));
        }
        long crashed = counts.outcomes(CheckOutcome.Kind.CRASHED);
        count(reasons, Kind.CHECK_CRASHED, crashed, "%,d check%s by a fault of Loupe", " crashed", "s crashed");
        count(
                reasons,
                Kind.PROBE_UNANSWERED,
                counts.unansweredProbes(),
                "%,d probe%s no usable answer",
                " got",
                "s got");
        SubjectNoun things = counts.subject();
        count(
                reasons,
                Kind.UNREADABLE,
                counts.unreadable(),
                "%,d " + things.stored() + "%s not be read",
                " could",
                "s could");
        for (IncompleteReason reason : ending.incomplete()) {
            reasons.add(new Reason(Kind.INCOMPLETE, ReportRedaction.redact(reason.message())));
        }
        if (counts.conclusive() == 0) {
            reasons.add(new Reason(
                    Kind.NOTHING_DECIDED,
                    counts.exchanges() == 0
                            ? "there was no " + things.one() + " to look at"
                            : "no " + things.one() + " says anything that a check could look at"));
        }
        return new RunVerdict(verdict(reasons), reasons);
    }

    private static Verdict verdict(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return Verdict.CONFORMANT;
        }
        return reasons.stream().anyMatch(r -> r.kind().leadsTo() == Verdict.NON_CONFORMANT)
                ? Verdict.NON_CONFORMANT
                : Verdict.INCONCLUSIVE;
    }

    private static void count(List<Reason> reasons, Kind kind, long count, String words, String one, String many) {
        if (count > 0) {
            reasons.add(new Reason(kind, String.format(Locale.ROOT, words, count, count == 1 ? one : many)));
        }
    }
}
