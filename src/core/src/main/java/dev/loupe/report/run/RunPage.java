package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.engine.summary.ToolCallTable;
import dev.loupe.report.format.InlineCodeText;
import dev.loupe.report.format.VisibleText;
import dev.loupe.text.TextTruncation;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The data of the HTML page of a run. All untrusted text is made visible here. */
public record RunPage(
        Top top,
        List<Cause> causes,
        RunPageFindings findings,
        List<RunPageParameters> parameters,
        ToolCalls tools,
        RunPageUsage usage,
        RunPageStreams streams,
        List<CheckRow> checks,
        List<Fact> facts) {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);
    private static final int MAX_REASONS = 12;
    private static final int MAX_TITLE = 400;
    private static final int MAX_TITLES = 5;
    private static final int MAX_LOCATIONS = 3;
    private static final int MAX_COMMAND = 600;

    /**
     * The first screen.
     *
     * @param first what to do first; empty unless a finding fails the run
     */
    public record Top(
            String verdict,
            String css,
            String sentence,
            String subject,
            String provider,
            List<First> first,
            List<String> reasons,
            List<Figure> figures) {}

    /**
     * The most important finding: what to change, and how to see it again.
     *
     * @param command empty when it is too long to copy
     */
    public record First(InlineCodeText title, String anchor, String fix, String command) {}

    /** A number with its name. */
    public record Figure(String number, String name, String css) {}

    /** The findings with one cause. */
    public record Cause(String name, String css, String count, List<Title> titles, String more) {}

    /**
     * The findings of one check.
     *
     * @param others the other locations; empty when there are none
     */
    public record Title(String level, InlineCodeText text, String others, String times, String anchor) {}

    /** The outcomes of one check. */
    public record CheckRow(
            String id,
            String level,
            String truth,
            String examined,
            String violated,
            String notApplicable,
            String untestable) {}

    /** The rates of tool calls, one row for each model. */
    public record ToolCalls(List<String> names, List<ToolRow> rows) {}

    /** The rates of tool calls of one model. */
    public record ToolRow(String model, List<Fact> rates) {}

    /** A fact about the run. */
    public record Fact(String name, String value) {}

    public static RunPage of(Run run) {
        RunPageFindings findings = RunPageFindings.of(run);
        return new RunPage(
                top(run),
                causes(run),
                findings,
                RunPageParameters.of(run),
                tools(run),
                RunPageUsage.of(run.summary()),
                RunPageStreams.of(run.summary()),
                checks(run.summary().counts()),
                facts(run));
    }

    private static Top top(Run run) {
        RunCounts counts = run.summary().counts();
        List<RunVerdict.Reason> reasons = RunPhrases.otherReasons(run);
        List<String> words = new ArrayList<>();
        reasons.stream().limit(MAX_REASONS).forEach(r -> words.add(VisibleText.line(r.message())));
        RunPhrases.unreadable(run).forEach(record -> words.add(VisibleText.line(record)));
        RunPhrases.crashes(run).forEach(crash -> words.add(VisibleText.line(crash)));
        if (reasons.size() > MAX_REASONS) {
            words.add(RunPhrases.number(reasons.size() - MAX_REASONS) + " more reasons are in run.json");
        }
        words.addAll(RunPhrases.notices(run).stream().map(VisibleText::line).toList());
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(
                        RunPhrases.number(counts.exchanges()),
                        counts.exchanges() == 1
                                ? counts.subject().one()
                                : counts.subject().many(),
                        ""),
                figure(counts.withoutSpecDefects(Level.MUST), "MUST violations", "bad"),
                figure(counts.withoutSpecDefects(Level.SHOULD), "SHOULD violations", "warn"),
                figure(counts.withoutSpecDefects(Level.INFO), "INFO", ""),
                figure(counts.accepted(), "accepted (baseline)", ""),
                figure(counts.exchanges(Verdict.INCONCLUSIVE), "inconclusive", "warn")));
        if (counts.specDefects() > 0) {
            figures.add(new Figure(
                    RunPhrases.number(RunPhrases.specDefectGroups(run)),
                    "spec defects, seen " + RunPhrases.count(counts.specDefects(), "time", "times"),
                    "warn"));
        }
        return new Top(
                word(run.verdict()),
                run.verdict().word(),
                VisibleText.line(RunPhrases.heading(RunPhrases.whoViolates(run))),
                VisibleText.line(run.header().subject()),
                VisibleText.line(RunPhrases.providers(run)),
                first(run),
                words,
                figures);
    }

    private static List<First> first(Run run) {
        return run.summary().groups().byWeight().stream()
                .filter(FindingGroup::fails)
                .limit(1)
                .map(group -> {
                    String command = VisibleText.line(
                            group.examples().getFirst().evidence().rerun());
                    return new First(
                            InlineCodeText.of(RunPhrases.title(group)),
                            RunPageFindings.anchor(run.summary().groups().byWeight(), group),
                            RunPhrases.heading(group.check().fix()),
                            command.length() > MAX_COMMAND ? "" : command);
                })
                .toList();
    }

    private static Figure figure(int number, String name, String css) {
        return new Figure(RunPhrases.number(number), name, number == 0 ? "none" : css);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> "Conformant";
            case NON_CONFORMANT -> "Non-conformant";
            case INCONCLUSIVE -> "Inconclusive";
        };
    }

    private static List<Cause> causes(Run run) {
        List<Cause> causes = new ArrayList<>();
        List<FindingGroup> groups = run.summary().groups().byWeight();
        for (Attribution attribution : Attribution.values()) {
            List<FindingGroup> caused = groups.stream()
                    .filter(group -> group.attribution() == attribution && !group.allAccepted())
                    .toList();
            if (!caused.isEmpty()) {
                List<Title> titles = titles(caused, groups);
                int more = titles.size() - MAX_TITLES;
                causes.add(new Cause(
                        RunPhrases.heading(RunPhrases.attribution(attribution)),
                        RunPhrases.attribution(attribution),
                        RunPhrases.count(run.summary().counts().unaccepted(attribution), "finding", "findings"),
                        titles.subList(0, Math.min(MAX_TITLES, titles.size())),
                        more <= 0 ? "" : "and " + RunPhrases.number(more) + " more below"));
            }
        }
        return causes;
    }

    /** One title for each check, whatever the number of its locations. */
    private static List<Title> titles(List<FindingGroup> caused, List<FindingGroup> all) {
        Map<String, List<FindingGroup>> byCheck = new LinkedHashMap<>();
        caused.forEach(group -> byCheck.computeIfAbsent(group.check().id(), id -> new ArrayList<>())
                .add(group));
        List<Title> titles = new ArrayList<>();
        for (List<FindingGroup> groups : byCheck.values()) {
            FindingGroup first = groups.getFirst();
            long times = groups.stream()
                    .mapToLong(group -> group.count() - group.accepted())
                    .sum();
            titles.add(new Title(
                    RunPhrases.badge(first),
                    InlineCodeText.of(TextTruncation.shortened(RunPhrases.title(first), MAX_TITLE)),
                    others(groups),
                    RunPhrases.number(times) + "×",
                    RunPageFindings.anchor(all, first)));
        }
        return titles;
    }

    /** {@code also at request /model, request /stop and 4 more locations}. */
    private static String others(List<FindingGroup> groups) {
        List<String> more =
                groups.stream().skip(1).map(FindingGroup::at).distinct().toList();
        if (more.isEmpty()) {
            return "";
        }
        int omitted = more.size() - Math.min(MAX_LOCATIONS, more.size());
        return "also at "
                + VisibleText.line(String.join(", ", more.subList(0, more.size() - omitted)))
                + (omitted == 0 ? "" : " and " + RunPhrases.count(omitted, "more location", "more locations"));
    }

    private static List<CheckRow> checks(RunCounts counts) {
        List<CheckRow> rows = new ArrayList<>();
        for (int i = 0; i < counts.checks().size(); i++) {
            var check = counts.checks().get(i);
            int violated = counts.outcomes(i, CheckOutcome.Kind.VIOLATED);
            int untestable =
                    counts.outcomes(i, CheckOutcome.Kind.UNTESTABLE) + counts.outcomes(i, CheckOutcome.Kind.CRASHED);
            rows.add(new CheckRow(
                    check.id(),
                    check.level().name(),
                    RunPhrases.heading(check.truth()),
                    RunPhrases.number(counts.outcomes(i, CheckOutcome.Kind.PASSED) + violated),
                    RunPhrases.number(violated),
                    RunPhrases.number(counts.outcomes(i, CheckOutcome.Kind.NOT_APPLICABLE)),
                    RunPhrases.number(untestable)));
        }
        return rows;
    }

    private static ToolCalls tools(Run run) {
        List<ToolRow> rows = new ArrayList<>();
        for (ToolCallTable.Row row : run.summary().tools().rows()) {
            List<Fact> rates = new ArrayList<>();
            row.rates().forEach((name, rate) -> rates.add(new Fact(RunPhrases.heading(name), rate.toString())));
            rows.add(new ToolRow(VisibleText.line(row.name()), rates));
        }
        return new ToolCalls(
                rows.stream()
                        .limit(1)
                        .flatMap(row -> row.rates().stream().map(Fact::name))
                        .toList(),
                rows);
    }

    private static List<Fact> facts(Run run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Subject", VisibleText.line(run.header().subject())));
        if (!RunPhrases.providers(run).isEmpty()) {
            facts.add(new Fact("Provider", VisibleText.line(RunPhrases.providers(run))));
        }
        facts.add(new Fact(
                "Contract",
                run.contracts().isEmpty()
                        ? "none"
                        : String.join(
                                ", ",
                                run.contracts().stream()
                                        .map(c -> VisibleText.line(c.name()) + " with "
                                                + RunPhrases.count(
                                                        c.corrections().size(), "correction", "corrections"))
                                        .toList())));
        facts.add(new Fact("Started", WHEN.format(run.header().startedAt().atOffset(ZoneOffset.UTC))));
        facts.add(new Fact(
                "Loupe",
                VisibleText.line(run.header().version()
                        + (run.header().host().isEmpty()
                                ? ""
                                : " on " + run.header().host()))));
        facts.add(new Fact("Seed", Long.toString(run.header().seed())));
        return facts;
    }
}
