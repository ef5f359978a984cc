package dev.loupe.report.comparison;

import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.summary.ParameterTable;
import dev.loupe.engine.summary.ProbeOutcome;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.report.run.RunPhrases;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint does with a property of the request, by its probes.
 *
 * @param detail the numbers behind it; empty when there are none
 */
@API(status = API.Status.EXPERIMENTAL)
public record ParameterTreatment(Kind kind, String detail) {
    /** From the best to the worst. */
    public enum Kind {
        /** Its effect was seen in responses, and forbidden values are rejected. */
        HONOURED,
        /** Allowed values are accepted and forbidden values are rejected. */
        VALIDATED,
        /** Allowed values are accepted; no forbidden value was sent. */
        ACCEPTED,
        /** Forbidden values are accepted, clamped or ignored. */
        NOT_VALIDATED,
        /** Values are accepted and their effect is missing. */
        IGNORED,
        /** Allowed values are rejected. */
        REJECTED,
        /** The endpoint fails with a 5xx. */
        FAILED,
        /** No probe of it has an outcome. */
        NOT_PROBED;

        /** In reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Checks that examine the effect of a property in responses. */
    private static final Map<String, String> EFFECTS = Map.of(
            "/max_tokens", "range.limit-honoured",
            "/max_completion_tokens", "range.limit-honoured",
            "/stop", "message.stop-text-absent",
            "/n", "message.choices-as-asked",
            "/response_format", "message.json-when-asked",
            "/logprobs", "logprobs.iff-asked",
            "/top_logprobs", "logprobs.top-count",
            "/tool_choice", "tool.choice-obeyed");

    private static final ParameterTreatment NOT_PROBED = new ParameterTreatment(Kind.NOT_PROBED, "");

    static ParameterTreatment of(String at, ParameterTable.@Nullable Values values, RunCounts counts) {
        if (values == null || values.probes().isEmpty()) {
            return NOT_PROBED;
        }
        Probed probed = Probed.of(values.probes());
        String effect = EFFECTS.get(at);
        Rate violated = effect == null ? new Rate(0, 0) : violated(effect, counts);
        if (probed.failed > 0) {
            return new ParameterTreatment(Kind.FAILED, RunPhrases.count(probed.failed, "value", "values"));
        }
        if (probed.allowedRejected > 0 && probed.allowedAccepted == 0) {
            return new ParameterTreatment(Kind.REJECTED, RunPhrases.count(probed.allowedRejected, "value", "values"));
        }
        if (violated.count() > 0) {
            return new ParameterTreatment(Kind.IGNORED, effect + " is violated in " + violated);
        }
        long forbidden = (long) probed.forbiddenAccepted + probed.forbiddenRejected;
        if (probed.forbiddenAccepted > 0) {
            return new ParameterTreatment(
                    Kind.NOT_VALIDATED,
                    RunPhrases.number(probed.forbiddenAccepted) + " of "
                            + RunPhrases.count(forbidden, "forbidden value", "forbidden values") + " accepted");
        }
        if (violated.of() > 0) {
            return new ParameterTreatment(Kind.HONOURED, effect + " passes in " + RunPhrases.number(violated.of()));
        }
        return forbidden == 0
                ? new ParameterTreatment(Kind.ACCEPTED, "")
                : new ParameterTreatment(
                        Kind.VALIDATED,
                        RunPhrases.count(forbidden, "forbidden value", "forbidden values") + " rejected");
    }

    private static Rate violated(String check, RunCounts counts) {
        for (int i = 0; i < counts.checks().size(); i++) {
            if (counts.checks().get(i).id().equals(check)) {
                int violated = counts.outcomes(i, CheckOutcome.Kind.VIOLATED);
                return new Rate(violated, (long) violated + counts.outcomes(i, CheckOutcome.Kind.PASSED));
            }
        }
        return new Rate(0, 0);
    }

    /** Distinct probed values by outcome. */
    private record Probed(
            int allowedAccepted, int allowedRejected, int forbiddenAccepted, int forbiddenRejected, int failed) {
        static Probed of(Map<ProbeOutcome, List<String>> probes) {
            int[] counts = new int[5];
            probes.forEach((outcome, values) -> {
                int index =
                        switch (outcome.kind()) {
                            case ACCEPTED -> outcome.allowed() ? 0 : 2;
                            case REJECTED -> outcome.allowed() ? 1 : 3;
                            case FAILED -> 4;
                        };
                counts[index] += values.size();
            });
            return new Probed(counts[0], counts[1], counts[2], counts[3], counts[4]);
        }
    }
}
