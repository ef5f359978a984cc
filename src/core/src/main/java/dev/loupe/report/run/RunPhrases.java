package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.engine.summary.ToolCallTable;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.report.format.SarifWriter;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The texts that all report formats have in common. */
public final class RunPhrases {
    /** Title of the section of spec defects. */
    static final String SPEC_DEFECTS = "Spec defects (do not fail the run)";

    /** The badge of a spec defect, in place of a level. */
    static final String SPEC_BADGE = "SPEC";

    private static final int MAX_CHECKS = 5;

    /** A title starts with a property name, {@code prompt_tokens} or {@code choices[0]}. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+[_\\[]");

    private static final int MAX_PROVIDER_REASONS = 3;
    private static final int MAX_PROVIDERS = 5;
    private static final int MAX_CRASHES = 3;
    private static final int MAX_UNREADABLE = 5;

    private RunPhrases() {}

    public static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The verdict on one line: {@code CONFORMANT: 368 exchanges, no violations}. */
    public static String verdictLine(Run run) {
        return run.verdict().word().toUpperCase(Locale.ROOT) + ": " + summary(run);
    }

    /** The verdict line without the verdict. */
    static String summary(Run run) {
        RunVerdict verdict = run.runVerdict();
        return switch (verdict.verdict()) {
            case CONFORMANT -> conformant(run.summary().counts());
            case NON_CONFORMANT -> nonConformant(run);
            case INCONCLUSIVE -> verdict.reasons().getFirst().message();
        };
    }

    private static String conformant(RunCounts counts) {
        int others = counts.exchanges() - counts.exchanges(Verdict.CONFORMANT);
        String accepted =
                counts.accepted() == 0 ? "" : ", " + count(counts.accepted(), "accepted finding", "accepted findings");
        String violations = counts.withoutSpecDefects(Level.SHOULD) == 0 ? "no violations" : "no MUST violations";
        return exchanges(counts) + accepted + ", " + (counts.accepted() == 0 ? "" : "otherwise ") + violations
                + (others == 0 ? "" : "; no check applies to " + number(others) + " of them");
    }

    private static String nonConformant(Run run) {
        return run.summary().counts().failing() == 0
                ? violations(run)
                : violations(run) + " (" + mostViolated(run) + ")";
    }

    /** The reasons of the verdict that its line does not contain. */
    static List<RunVerdict.Reason> otherReasons(Run run) {
        List<RunVerdict.Reason> reasons = run.runVerdict().reasons().stream()
                .filter(reason -> reason.kind() != RunVerdict.Kind.MUST_VIOLATED)
                .toList();
        boolean firstIsShown = !reasons.isEmpty() && run.summary().counts().failing() == 0;
        return firstIsShown ? reasons.subList(1, reasons.size()) : reasons;
    }

    /** Who violates how many rules; the rules themselves are listed under it. */
    static String whoViolates(Run run) {
        return run.verdict() == Verdict.NON_CONFORMANT ? violations(run) : summary(run);
    }

    private static String violations(Run run) {
        RunCounts counts = run.summary().counts();
        if (counts.failing() == 0) {
            return exchanges(counts) + ", no violations, but "
                    + run.runVerdict().reasons().getFirst().message();
        }
        List<String> subjects = new ArrayList<>();
        for (Attribution attribution : Attribution.values()) {
            int rules = violatedRules(run, attribution).size();
            if (rules > 0) {
                subjects.add(subject(attribution) + count(rules, "rule", "rules"));
            }
        }
        return String.join(" and ", subjects) + " in " + exchanges(counts);
    }

    private static String subject(Attribution attribution) {
        return switch (attribution) {
            case PROVIDER -> "the provider violates ";
            case SPEC -> "the spec violates ";
            case REQUEST -> "requests violate ";
            case LOUPE -> throw new IllegalStateException("an internal error does not fail a run");
        };
    }

    private static String mostViolated(Run run) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (Attribution attribution : Attribution.values()) {
            violatedRules(run, attribution).forEach((check, times) -> all.merge(check, times, Integer::sum));
        }
        List<String> shown = new ArrayList<>(all.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MAX_CHECKS)
                .map(check -> check.getKey() + " " + number(check.getValue()) + "x")
                .toList());
        if (all.size() > MAX_CHECKS) {
            shown.add(number(all.size() - MAX_CHECKS) + " more");
        }
        return String.join(", ", shown);
    }

    /** Checks that fail the run, with the number of their violations. */
    private static Map<String, Integer> violatedRules(Run run, Attribution attribution) {
        Map<String, Integer> rules = new LinkedHashMap<>();
        run.summary().groups().byWeight().stream()
                .filter(group -> group.fails() && group.attribution() == attribution)
                .forEach(group -> rules.merge(group.check().id(), group.count() - group.accepted(), Integer::sum));
        return rules;
    }

    private static String exchanges(RunCounts counts) {
        return count(
                counts.exchanges(), counts.subject().one(), counts.subject().many());
    }

    /** How often a group of findings occurs, and whether it is flaky. */
    static String times(FindingGroup group) {
        String times = number(group.count() - group.accepted()) + "x";
        return group.flaky().map(flaky -> "flaky, " + flaky + "; " + times).orElse(times);
    }

    /** The provider profiles of a run and why each applies: {@code openrouter (host openrouter.ai)}; empty when none does. */
    static String providers(Run run) {
        if (run.summary().counts().subject().isDocument()) {
            return "";
        }
        List<String> providers = new ArrayList<>();
        run.summary().providerReasons().forEach((name, reasons) -> {
            List<String> shown = reasons.stream().limit(MAX_PROVIDER_REASONS).toList();
            int omitted = reasons.size() - shown.size();
            String more = omitted > 0 ? " and " + omitted + " more" : "";
            providers.add(shown.isEmpty() ? name : name + " (" + String.join(", ", shown) + more + ")");
        });
        int omitted = providers.size() - MAX_PROVIDERS;
        return omitted <= 0
                ? String.join("; ", providers)
                : String.join("; ", providers.subList(0, MAX_PROVIDERS)) + " and "
                        + count(omitted, "more provider", "more providers");
    }

    /** {@code openai gpt-4o: responses with a call 3 of 4 (30-95 %), invalid JSON arguments 0 of 3 (0-56 %), ...}. */
    static String tools(ToolCallTable.Row row) {
        List<String> rates = new ArrayList<>();
        row.rates().forEach((name, rate) -> rates.add(name + " " + rate));
        return row.name() + ": " + String.join(", ", rates);
    }

    /** The first unreadable records: where, and why. */
    static List<String> unreadable(Run run) {
        return run.summary().unreadable().stream()
                .limit(MAX_UNREADABLE)
                .map(record -> record.file() + ":" + record.line() + ": " + record.message())
                .toList();
    }

    /** Where to report internal errors, and the first crashed checks: which, on what, why. Empty without a crash. */
    static List<String> crashes(Run run) {
        List<String> crashes = new ArrayList<>();
        for (RunSummary.Crash crash : run.summary().crashes()) {
            if (crashes.isEmpty()) {
                crashes.add("an internal error is no test result; please report it: " + SarifWriter.ISSUES);
            }
            if (crashes.size() <= MAX_CRASHES) {
                crashes.add(crash.check() + " on " + crash.exchange() + ": " + crash.what());
            }
        }
        return crashes;
    }

    /** Notices that do not change the verdict. */
    static List<String> notices(Run run) {
        List<String> notices = new ArrayList<>();
        List<String> unknown = run.summary().providers().stream()
                .filter(ProviderProfiles::isUnknown)
                .toList();
        if (!unknown.isEmpty()) {
            notices.add("provider " + String.join(", ", unknown)
                    + ": provider-specific checks skipped (add a profile with --provider FILE)");
        }
        ExchangeResult duplicate = run.summary().firstDuplicateId();
        if (duplicate != null) {
            notices.add(count(
                            run.summary().duplicateIds(),
                            "recording has a duplicate id",
                            "recordings have a duplicate id")
                    + " and a number is appended: " + duplicate.id()
                    + (duplicate.basis().stored() == null
                            ? ""
                            : " in " + duplicate.basis().stored().file())
                    + "; give each recording a unique id, so that baseline entries stay valid");
        }
        List<String> notExamined = run.end().notExamined();
        if (!notExamined.isEmpty()) {
            notices.add(
                    count(notExamined.size(), "baseline entry is", "baseline entries are") + " not part of this run ("
                            + notExamined.getFirst() + (notExamined.size() == 1 ? "" : ", ...") + ")");
        }
        return notices;
    }

    /** What happened, as a title. A title that starts with the name of the property at the location is left as it is. */
    static String title(FindingGroup group) {
        String title = VisibleText.line(group.title());
        String name = group.at().substring(group.at().lastIndexOf('/') + 1);
        return !name.isEmpty() && title.startsWith(name) ? title : heading(title);
    }

    /** A sentence as a title: capitalised, unless it starts with the name of a property. */
    static String heading(String sentence) {
        String line = VisibleText.line(sentence);
        return line.isEmpty() || NAME.matcher(line).lookingAt()
                ? line
                : line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    }

    /** The numbers of findings by level, and of spec defects. */
    public static String findings(Run run) {
        RunCounts counts = run.summary().counts();
        String levels = String.format(
                Locale.ROOT,
                "%,d MUST, %,d SHOULD, %,d INFO",
                counts.withoutSpecDefects(Level.MUST),
                counts.withoutSpecDefects(Level.SHOULD),
                counts.withoutSpecDefects(Level.INFO));
        return counts.specDefects() == 0 ? levels : levels + "; " + specDefects(run);
    }

    /** {@code 3 spec defects, seen 24 times}. */
    static String specDefects(Run run) {
        return count(specDefectGroups(run), "spec defect", "spec defects") + ", seen "
                + count(run.summary().counts().specDefects(), "time", "times");
    }

    static long specDefectGroups(Run run) {
        return run.summary().groups().byWeight().stream()
                .filter(group -> group.isSpecDefect() && !group.allAccepted())
                .count();
    }

    /** The level of a group, or the badge of a spec defect. */
    static String badge(FindingGroup group) {
        return badge(group.check(), group.isSpecDefect());
    }

    /** The level of a finding, or the badge of a spec defect. */
    public static String badge(Finding finding) {
        return badge(finding.check(), finding.isSpecDefect());
    }

    /** What a finding is, and whether the baseline accepts it. */
    public static String message(Finding finding) {
        return (finding.isAccepted() ? "accepted: " : "") + finding.violation().message();
    }

    public static String badge(CheckInfo check, boolean isSpecDefect) {
        return isSpecDefect ? SPEC_BADGE : check.level().name();
    }

    /** The attribution in one word, as formats write it. */
    public static String attribution(Attribution attribution) {
        return attribution.name().toLowerCase(Locale.ROOT);
    }
}
