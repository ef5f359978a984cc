package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * How much of what was examined conforms. Spec defects and invalid requests are not counted against a provider; accepted
 * findings are, because a baseline is a decision of its owner.
 *
 * @param checks the MUST checks that no response of the provider, or no document, violates, of those that examined exchanges in all compared runs
 * @param exchanges conformant exchanges, of those with a verdict
 * @param documents whether the exchanges are documents: no sample of others, so their rate has no interval
 */
@API(status = API.Status.EXPERIMENTAL)
public record ProviderScore(Rate checks, Rate exchanges, boolean documents) {
    /** The score of one run: of the checks that examined its exchanges. */
    public static ProviderScore of(Run run) {
        return of(run, examined(run));
    }

    /** The scores of runs, in their order, over the same checks. */
    public static List<ProviderScore> of(List<Run> runs) {
        Set<String> common = runs.isEmpty() ? new HashSet<>() : examined(runs.getFirst());
        runs.forEach(run -> common.retainAll(examined(run)));
        return runs.stream().map(run -> of(run, common)).toList();
    }

    private static ProviderScore of(Run run, Set<String> examined) {
        boolean isDocument = run.summary().counts().subject().isDocument();
        Set<String> violated = run.summary().groups().byWeight().stream()
                .filter(group -> isDocument || group.attribution() == Attribution.PROVIDER)
                .map(FindingGroup::check)
                .map(CheckInfo::id)
                .filter(examined::contains)
                .collect(Collectors.toSet());
        RunCounts counts = run.summary().counts();
        long conformant = counts.exchanges(Verdict.CONFORMANT);
        return new ProviderScore(
                new Rate(examined.size() - violated.size(), examined.size()),
                new Rate(conformant, conformant + counts.exchanges(Verdict.NON_CONFORMANT)),
                isDocument);
    }

    /** How many conform: {@code 3 of 20 (5-36 %)}, of documents {@code 1 of 2}. */
    public String conformant() {
        return documents
                ? RunPhrases.number(exchanges.count()) + " of " + RunPhrases.number(exchanges.of())
                : exchanges.toString();
    }

    /** {@code 3 of 20 (5-36 %) exchanges}. */
    public String conformantExchanges() {
        return conformant() + (documents ? " documents" : " exchanges");
    }

    /** The lower end of the interval of the exchanges. */
    public double lower() {
        return documents ? exchanges.share() : exchanges.lower();
    }

    /** The upper end of the interval of the exchanges. */
    public double upper() {
        return documents ? exchanges.share() : exchanges.upper();
    }

    private static Set<String> examined(Run run) {
        RunCounts counts = run.summary().counts();
        Set<String> examined = new TreeSet<>();
        for (int i = 0; i < counts.checks().size(); i++) {
            CheckInfo check = counts.checks().get(i);
            int decided = counts.outcomes(i, CheckOutcome.Kind.PASSED) + counts.outcomes(i, CheckOutcome.Kind.VIOLATED);
            if (check.level() == Level.MUST && decided > 0) {
                examined.add(check.id());
            }
        }
        return examined;
    }
}
