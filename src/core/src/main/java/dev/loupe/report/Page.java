package dev.loupe.report;

import dev.loupe.check.Attribution;
import dev.loupe.check.Level;
import dev.loupe.verdict.Counts;
import dev.loupe.verdict.Decision;
import dev.loupe.verdict.Group;
import dev.loupe.verdict.Outcome;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Verdict;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page of a run shows, in the words in which it shows it. All text from outside is made visible here. */
public record Page(
        Top top,
        List<Blame> blames,
        PageFindings findings,
        List<PageParameters> parameters,
        PageUsage usage,
        PageStreams streams,
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

    static Page of(Run run) {
        PageFindings findings = PageFindings.of(run);
        return new Page(
                top(run),
                blames(run),
                findings,
                PageParameters.of(run),
                PageUsage.of(run.tally()),
                PageStreams.of(run.tally()),
                checks(run.tally().counts()),
                facts(run));
    }

    private static Top top(Run run) {
        Counts counts = run.tally().counts();
        List<Decision.Reason> reasons = run.decision().reasons().stream()
                .filter(r -> r.kind() != Decision.Kind.MUST_BROKEN)
                .toList();
        List<String> words = new ArrayList<>();
        reasons.stream().limit(MOST_REASONS).forEach(r -> words.add(Visible.line(r.message())));
        run.tally().unreadable().stream()
                .limit(MOST_REASONS)
                .forEach(u -> words.add(Visible.line(u.file() + ":" + u.line() + " " + u.message())));
        run.tally().crashes().stream()
                .limit(3)
                .forEach(c -> words.add(Visible.line(c.check() + " in " + c.exchange() + ": " + c.what())));
        if (reasons.size() > MOST_REASONS) {
            words.add(Words.number(reasons.size() - MOST_REASONS) + " more reasons are in run.json");
        }
        words.addAll(Words.notices(run).stream().map(Visible::line).toList());
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(
                        Words.number(counts.exchanges()),
                        counts.exchanges() == 1
                                ? counts.things().one()
                                : counts.things().many(),
                        ""),
                figure(counts.about(Level.MUST), "MUST broken", "bad"),
                figure(counts.about(Level.SHOULD), "SHOULD broken", "warn"),
                figure(counts.about(Level.INFO), "to know", ""),
                figure(counts.accepted(), "accepted by baseline", ""),
                figure(counts.exchanges(Verdict.INCONCLUSIVE), "inconclusive", "warn")));
        if (counts.defects() > 0) {
            figures.add(figure(counts.defects(), "defects of the contract", "warn"));
        }
        return new Top(
                word(run.verdict()),
                run.verdict().word(),
                Visible.line(Words.sentence(run)),
                Visible.line(run.head().subject()),
                words,
                figures);
    }

    private static Figure figure(int number, String name, String css) {
        return new Figure(Words.number(number), name, number == 0 ? "none" : css);
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
        List<Group> groups = run.tally().groups().byWeight();
        for (Attribution who : Attribution.values()) {
            List<Group> theirs = groups.stream()
                    .filter(g -> g.attribution() == who && !g.allAccepted())
                    .toList();
            if (!theirs.isEmpty()) {
                List<About> about = abouts(theirs, groups);
                int left = about.size() - MOST_ABOUT;
                String more = left <= 0 ? "" : "and " + Words.number(left) + " more below";
                blames.add(new Blame(
                        Words.name(who),
                        TextReport.who(who),
                        Words.count(run.tally().counts().open(who), "finding", "findings"),
                        about.subList(0, Math.min(MOST_ABOUT, about.size())),
                        more));
            }
        }
        return blames;
    }

    /** One line per check, however many places it found something at. */
    private static List<About> abouts(List<Group> theirs, List<Group> all) {
        Map<String, List<Group>> byCheck = new LinkedHashMap<>();
        theirs.forEach(g ->
                byCheck.computeIfAbsent(g.check().id(), id -> new ArrayList<>()).add(g));
        List<About> abouts = new ArrayList<>();
        for (List<Group> groups : byCheck.values()) {
            Group first = groups.getFirst();
            long times =
                    groups.stream().mapToLong(g -> g.count() - g.accepted()).sum();
            abouts.add(new About(
                    first.check().level().name(),
                    Words.heading(first.check().truth()),
                    Words.number(times) + "×",
                    PageFindings.anchor(all.indexOf(first))));
        }
        return abouts;
    }

    private static List<CheckRow> checks(Counts counts) {
        List<CheckRow> rows = new ArrayList<>();
        for (int i = 0; i < counts.checks().size(); i++) {
            var check = counts.checks().get(i);
            int broken = counts.outcomes(i, Outcome.Kind.VIOLATED);
            int not = counts.outcomes(i, Outcome.Kind.UNTESTABLE) + counts.outcomes(i, Outcome.Kind.CRASHED);
            rows.add(new CheckRow(
                    check.id(),
                    check.level().name(),
                    Words.heading(check.truth()),
                    Words.number(counts.outcomes(i, Outcome.Kind.PASSED) + broken),
                    Words.number(broken),
                    Words.number(counts.outcomes(i, Outcome.Kind.NOT_APPLICABLE)),
                    Words.number(not)));
        }
        return rows;
    }

    private static List<Fact> facts(Run run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Looked at", Visible.line(run.head().subject())));
        facts.add(
                new Fact("Provider", Visible.line(String.join(", ", run.tally().providers()))));
        facts.add(new Fact(
                "Contract",
                run.contracts().isEmpty()
                        ? "none"
                        : String.join(
                                ", ",
                                run.contracts().stream()
                                        .map(c -> Visible.line(c.name()) + " with "
                                                + Words.count(c.corrections().size(), "correction", "corrections"))
                                        .toList())));
        facts.add(new Fact("Started", WHEN.format(run.head().startedAt().atOffset(ZoneOffset.UTC))));
        facts.add(new Fact(
                "Loupe",
                Visible.line(run.head().version()) + " on "
                        + Visible.line(run.head().host())));
        facts.add(new Fact("Seed", Long.toString(run.head().seed())));
        return facts;
    }
}
