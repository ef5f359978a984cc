package dev.loupe.check.rules;

import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.exchange.ProbeInfo;
import org.jspecify.annotations.Nullable;

/** A check of the response to a probe, in comparison with the response to its control probe. */
interface ProbeCheck extends RunCheck<ProbeFact> {
    /** The result without regard to the control probe. */
    Result alone(ParsedExchange observed, ProbeInfo probed, int status);

    /**
     * The result of a probe.
     *
     * @param control the outcome of the control probe; null when there is none
     */
    Result compared(ProbeFact outcome, @Nullable ProbeFact control);

    @Override
    default @Nullable ProbeFact factOf(ParsedExchange observed) {
        ProbeInfo probed = observed.exchange().probed();
        int status = observed.status();
        return probed == null || status == 0
                ? null
                : new ProbeFact(status, probed.controlProbe(), alone(observed, probed, status));
    }

    @Override
    default Class<ProbeFact> factType() {
        return ProbeFact.class;
    }

    @Override
    default Comparison<ProbeFact> start() {
        return new ControlProbes(this);
    }
}
