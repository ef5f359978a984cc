package dev.loupe.engine.summary;

import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * The verdict on a run and the reasons for it, the most important first.
 *
 * @param reasons why it is not conformant; empty when it is
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunVerdict(Verdict verdict, List<Reason> reasons) {
    public RunVerdict {
        reasons = List.copyOf(reasons);
    }

    /** One reason for a verdict, with its message. */
    public record Reason(Kind kind, String message) {}

    /** The kinds of reasons, the most important first. */
    public enum Kind {
        MUST_VIOLATED(Verdict.NON_CONFORMANT),
        BASELINE_STALE(Verdict.NON_CONFORMANT),
        BASELINE_EXPIRED(Verdict.NON_CONFORMANT),
        CHECK_CRASHED(Verdict.INCONCLUSIVE),
        CHECK_UNDECIDED(Verdict.INCONCLUSIVE),
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

    public static RunVerdict of(RunCounts counts, RunEnd end) {
        List<Reason> reasons = new ArrayList<>();
        count(
                reasons,
                Kind.MUST_VIOLATED,
                counts.failing(),
                "%,d MUST violation%s not in the baseline",
                " is",
                "s are");
        baseline(reasons, end);
        long crashed = counts.outcomes(CheckOutcome.Kind.CRASHED);
        count(reasons, Kind.CHECK_CRASHED, crashed, "%,d check%s (internal error)", " crashed", "s crashed");
        count(
                reasons,
                Kind.CHECK_UNDECIDED,
                counts.undecided(),
                "a required check is undecided in %,d exchange%s",
                "",
                "s");
        unanswered(reasons, counts);
        SubjectNoun subject = counts.subject();
        count(
                reasons,
                Kind.UNREADABLE,
                counts.unreadable(),
                "%,d " + subject.stored() + "%s unreadable",
                " is",
                "s are");
        for (IncompleteReason reason : end.incomplete()) {
            reasons.add(new Reason(Kind.INCOMPLETE, ReportRedaction.redact(reason.message())));
        }
        if (!counts.hasEvidence()) {
            reasons.add(new Reason(Kind.NOTHING_DECIDED, undecided(counts, subject)));
        }
        return new RunVerdict(verdict(reasons), reasons);
    }

    private static void baseline(List<Reason> reasons, RunEnd end) {
        for (String entry : end.stale()) {
            reasons.add(new Reason(
                    Kind.BASELINE_STALE,
                    "stale baseline entry, no finding matches it: " + entry + "; remove the entry"));
        }
        for (String entry : end.expired()) {
            reasons.add(new Reason(
                    Kind.BASELINE_EXPIRED,
                    "baseline entry expired on " + entry + "; fix the finding or extend `until`"));
        }
    }

    private static String undecided(RunCounts counts, SubjectNoun subject) {
        if (counts.exchanges() == 0) {
            return "there is no " + subject.one();
        }
        String what = counts.conclusive() == 0
                ? "no check applies to any " + subject.one()
                : "every response is an error that is not about the values of a request";
        List<String> causes = counts.causesWithoutEvidence();
        return causes.isEmpty() ? what : what + " (" + String.join(", ", causes) + ")";
    }

    private static void unanswered(List<Reason> reasons, RunCounts counts) {
        int probes = counts.unansweredProbes();
        if (probes == 0) {
            return;
        }
        reasons.add(new Reason(
                Kind.PROBE_UNANSWERED,
                String.format(Locale.ROOT, "%,d probe%s received no usable response (", probes, probes == 1 ? "" : "s")
                        + String.join(", ", counts.unansweredCauses()) + ")"));
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
