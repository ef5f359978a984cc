package dev.loupe.check.rules;

import dev.loupe.check.Occurrence;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.exchange.ProbeInfo;
import java.util.stream.Stream;

/**
 * Compares the outcome of a probe with that of its control probe, if that was sent earlier; after the server failed at a plain
 * request, with that one.
 */
final class ControlProbes implements RunCheck.Comparison<ProbeFact> {
    /** Exchanges beyond this number are judged without their control probes, so that memory is bounded. */
    private static final int REMEMBERED = 250_000;

    private final EarliestKeys<String, ProbeFact> outcomes = EarliestKeys.firsts(REMEMBERED);
    private final ProbeCheck check;

    ControlProbes(ProbeCheck check) {
        this.check = check;
    }

    @Override
    public void add(Occurrence<ProbeFact> occurrence) {
        outcomes.add(occurrence.exchange().value(), occurrence);
    }

    @Override
    public Result of(Occurrence<ProbeFact> occurrence) {
        String controlProbe = occurrence.fact().controlProbe();
        Occurrence<ProbeFact> failed = outcomes.firstBefore(ProbeInfo.PLAIN_CONTROL, occurrence);
        Occurrence<ProbeFact> control = failed == null ? outcomes.firstBefore(controlProbe, occurrence) : failed;
        if (control == null && controlProbe.equals(occurrence.exchange().value())) {
            control = occurrence;
        }
        return check.compared(occurrence.fact(), control == null ? null : control.fact());
    }

    @Override
    public Stream<Occurrence<ProbeFact>> retained() {
        return outcomes.retained();
    }
}
