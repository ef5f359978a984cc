package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What every report says in the same words. */
public final class RunPhrases {
    private static final int MOST_PROVIDER_REASONS = 3;

    private RunPhrases() {}

    public static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The verdict as one sentence. */
    public static String verdictLine(Run run) {
        RunCounts counts = run.summary().counts();
        RunVerdict decision = run.runVerdict();
        String looked = count(
                counts.exchanges(), counts.subject().one(), counts.subject().many());
        return switch (decision.verdict()) {
            case CONFORMANT ->
                "Everything that must hold holds in " + said(counts)
                        + (counts.accepted() == 0
                                ? "."
                                : ", but for " + count(counts.accepted(), "finding", "findings")
                                        + " that the baseline accepts.");
            case NON_CONFORMANT ->
                counts.failing() == 0
                        ? "The baseline does not fit what was seen in " + looked + "."
                        : "What must hold is broken " + times(counts.failing()) + " in " + looked + ": " + blame(run)
                                + ".";
            case INCONCLUSIVE ->
                "Nobody can say yet: " + decision.reasons().getFirst().message() + ".";
        };
    }

    /** An exchange of which no check says anything holds nothing. */
    private static String said(RunCounts counts) {
        int conformant = counts.exchanges(Verdict.CONFORMANT);
        int silent = counts.exchanges() - conformant;
        String said = count(conformant, counts.subject().one(), counts.subject().many());
        return silent == 0 ? said : said + " (" + number(silent) + " more say nothing to these checks)";
    }

    /** How often a group of findings was seen, and whether it comes and goes. */
    static String times(FindingGroup group) {
        String times = number(group.count() - group.accepted()) + "x";
        return group.flaky().map(flaky -> "flaky, " + flaky + "; " + times).orElse(times);
    }

    private static String times(int count) {
        return count == 1 ? "once" : number(count) + " times";
    }

    /** Who is wrong about what must hold. */
    private static String blame(Run run) {
        List<String> who = new ArrayList<>();
        for (Attribution attribution : Attribution.values()) {
            long count = run.summary().groups().byWeight().stream()
                    .filter(g -> g.fails() && g.attribution() == attribution)
                    .mapToLong(g -> g.count() - g.accepted())
                    .sum();
            if (count > 0) {
                who.add(number(count) + " by the " + attributionName(attribution));
            }
        }
        return String.join(", ", who);
    }

    /** The provider profiles of a run and why each applies: {@code openrouter (host openrouter.ai)}; empty when none does. */
    static String providers(Run run) {
        if (run.summary().counts().subject().isDocument()) {
            return "";
        }
        List<String> providers = new ArrayList<>();
        run.summary().providerReasons().forEach((name, reasons) -> {
            List<String> shown = reasons.stream().limit(MOST_PROVIDER_REASONS).toList();
            int left = reasons.size() - shown.size();
            String more = left > 0 ? " and " + left + " more" : "";
            providers.add(shown.isEmpty() ? name : name + " (" + String.join(", ", shown) + more + ")");
        });
        return String.join("; ", providers);
    }

    /** What a reader should know besides, and what fails nothing. */
    static List<String> notices(Run run) {
        List<String> notices = new ArrayList<>();
        List<String> unknown = run.summary().providers().stream()
                .filter(ProviderProfiles::isUnknown)
                .toList();
        if (!unknown.isEmpty()) {
            notices.add("No provider file says how these speak, so only what holds for all was judged: "
                    + String.join(", ", unknown) + ". Say --provider NAME|PATH to judge the rest.");
        }
        ExchangeResult again = run.summary().firstDuplicateId();
        if (again != null) {
            notices.add(count(
                            run.summary().duplicateIds(),
                            "recording has the id of another",
                            "recordings have the id of another")
                    + " and is told from it by a number: " + again.id()
                    + (again.basis().stored() == null
                            ? ""
                            : " in " + again.basis().stored().file())
                    + ". Give each an id of its own, so that a baseline goes on naming the same one.");
        }
        List<String> notExamined = run.end().notExamined();
        if (!notExamined.isEmpty()) {
            notices.add(count(notExamined.size(), "entry", "entries")
                    + " of the baseline not looked at (" + notExamined.getFirst()
                    + (notExamined.size() == 1 ? "" : ", ...") + "): not part of this run.");
        }
        return notices;
    }

    /** A truth of the catalogue, which has neither capital nor full stop, as a heading; the name of a member stays. */
    static String heading(String truth) {
        String line = VisibleText.line(truth);
        return line.isEmpty() || NAME.matcher(line).lookingAt()
                ? line
                : line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    }

    /** {@code prompt_tokens}, {@code choices[0]}. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+[_\\[]");

    /** The findings by level, and the defects of the contract apart: they are told, and decide nothing here. */
    public static String findings(RunCounts counts) {
        String levels = String.format(
                Locale.ROOT,
                "%,d MUST, %,d SHOULD, %,d INFO",
                counts.withoutSpecDefects(Level.MUST),
                counts.withoutSpecDefects(Level.SHOULD),
                counts.withoutSpecDefects(Level.INFO));
        return counts.specDefects() == 0
                ? levels
                : levels + "; " + count(counts.specDefects(), "defect", "defects") + " of the published contract";
    }

    static String attributionName(Attribution attribution) {
        return switch (attribution) {
            case PROVIDER -> "provider";
            case SPEC -> "published contract";
            case REQUEST -> "sender of the request";
            case LOUPE -> "tool itself";
        };
    }
}
