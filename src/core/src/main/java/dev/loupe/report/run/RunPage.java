package dev.loupe.report.run;

import dev.loupe.check.Attribution;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.VisibleText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page of a run shows, in the words in which it shows it. All text from outside is made visible here. */
public record RunPage(
        Top top,
        List<Blame> blames,
        RunPageFindings findings,
        List<RunPageParameters> parameters,
        RunPageUsage usage,
        RunPageStreams streams,
        List<CheckRow> checks,
        List<Fact> facts) {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);
    private static final int MOST_REASONS = 12;
    private static final int MOST_ABOUT = 5;

    /** The first screen. */
    public record Top(
            String verdict, String css, String sentence, String subject, List<String> reasons, List<Figure> figures) {}

    /** A number with its name. */
    public record Figure(String number, String name, String css) {}

    /** Who is wrong, and about what. */
    public record Blame(String who, String css, String count, List<About> about, String more) {}

    /** One thing that somebody is wrong about. */
    public record About(String level, String truth, String times, String anchor) {}

    /** What one check did. */
    public record CheckRow(
            String id, String level, String truth, String looked, String broken, String notApplicable, String not) {}

    /** A fact about the run. */
    public record Fact(String name, String value) {}

    public static RunPage of(Run run) {
        RunPageFindings findings = RunPageFindings.of(run);
        return new RunPage(
                top(run),
                blames(run),
                findings,
                RunPageParameters.of(run),
                RunPageUsage.of(run.summary()),
                RunPageStreams.of(run.summary()),
                checks(run.summary().counts()),
                facts(run));
    }

    private static Top top(Run run) {
        RunCounts counts = run.summary().counts();
        List<RunVerdict.Reason> reasons = run.runVerdict().reasons().stream()
                .filter(r -> r.kind() != RunVerdict.Kind.MUST_VIOLATED)
                .toList();
        List<String> words = new ArrayList<>();
        reasons.stream().limit(MOST_REASONS).forEach(r -> words.add(VisibleText.line(r.message())));
        run.summary().unreadable().stream()
                .limit(MOST_REASONS)
                .forEach(u -> words.add(VisibleText.line(u.file() + ":" + u.line() + " " + u.message())));
        run.summary().crashes().stream()
                .limit(3)
                .forEach(c -> words.add(VisibleText.line(c.check() + " in " + c.exchange() + ": " + c.what())));
        if (reasons.size() > MOST_REASONS) {
            words.add(RunPhrases.number(reasons.size() - MOST_REASONS) + " more reasons are in run.json");
        }
        words.addAll(RunPhrases.notices(run).stream().map(VisibleText::line).toList());
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(
                        RunPhrases.number(counts.exchanges()),
                        counts.exchanges() == 1
                                ? counts.subject().one()
                                : counts.subject().many(),
                        ""),
                figure(counts.withoutSpecDefects(Level.MUST), "MUST broken", "bad"),
                figure(counts.withoutSpecDefects(Level.SHOULD), "SHOULD broken", "warn"),
                figure(counts.withoutSpecDefects(Level.INFO), "to know", ""),
                figure(counts.accepted(), "accepted by baseline", ""),
                figure(counts.exchanges(Verdict.INCONCLUSIVE), "inconclusive", "warn")));
        if (counts.specDefects() > 0) {
            figures.add(figure(counts.specDefects(), "defects of the contract", "warn"));
        }
        return new Top(
                word(run.verdict()),
                run.verdict().word(),
                VisibleText.line(RunPhrases.verdictLine(run)),
                VisibleText.line(run.header().subject()),
                words,
                figures);
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

    private static List<Blame> blames(Run run) {
        List<Blame> blames = new ArrayList<>();
        List<FindingGroup> groups = run.summary().groups().byWeight();
        for (Attribution who : Attribution.values()) {
            List<FindingGroup> theirs = groups.stream()
                    .filter(g -> g.attribution() == who && !g.allAccepted())
                    .toList();
            if (!theirs.isEmpty()) {
                List<About> about = abouts(theirs, groups);
                int left = about.size() - MOST_ABOUT;
                String more = left <= 0 ? "" : "and " + RunPhrases.number(left) + " more below";
                blames.add(new Blame(
                        RunPhrases.attributionName(who),
                        RunText.who(who),
                        RunPhrases.count(run.summary().counts().unaccepted(who), "finding", "findings"),
                        about.subList(0, Math.min(MOST_ABOUT, about.size())),
                        more));
            }
        }
        return blames;
    }

    /** One line per check, however many places it found something at. */
    private static List<About> abouts(List<FindingGroup> theirs, List<FindingGroup> all) {
        Map<String, List<FindingGroup>> byCheck = new LinkedHashMap<>();
        theirs.forEach(g ->
                byCheck.computeIfAbsent(g.check().id(), id -> new ArrayList<>()).add(g));
        List<About> abouts = new ArrayList<>();
        for (List<FindingGroup> groups : byCheck.values()) {
            FindingGroup first = groups.getFirst();
            long times =
                    groups.stream().mapToLong(g -> g.count() - g.accepted()).sum();
            abouts.add(new About(
                    first.check().level().name(),
                    RunPhrases.heading(first.check().truth()),
                    RunPhrases.number(times) + "×",
                    RunPageFindings.anchor(all.indexOf(first))));
        }
        return abouts;
    }

    private static List<CheckRow> checks(RunCounts counts) {
        List<CheckRow> rows = new ArrayList<>();
        for (int i = 0; i < counts.checks().size(); i++) {
            var check = counts.checks().get(i);
            int broken = counts.outcomes(i, CheckOutcome.Kind.VIOLATED);
            int not = counts.outcomes(i, CheckOutcome.Kind.UNTESTABLE) + counts.outcomes(i, CheckOutcome.Kind.CRASHED);
            rows.add(new CheckRow(
                    check.id(),
                    check.level().name(),
                    RunPhrases.heading(check.truth()),
                    RunPhrases.number(counts.outcomes(i, CheckOutcome.Kind.PASSED) + broken),
                    RunPhrases.number(broken),
                    RunPhrases.number(counts.outcomes(i, CheckOutcome.Kind.NOT_APPLICABLE)),
                    RunPhrases.number(not)));
        }
        return rows;
    }

    private static List<Fact> facts(Run run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Looked at", VisibleText.line(run.header().subject())));
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
                VisibleText.line(run.header().version()) + " on "
                        + VisibleText.line(run.header().host())));
        facts.add(new Fact("Seed", Long.toString(run.header().seed())));
        return facts;
    }
}
