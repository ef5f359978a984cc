package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings by group, as the page shows them: the heaviest with their evidence, then some in a list, then a number.
 *
 * @param left says how many groups are not shown and where they are; empty when all are
 */
public record RunPageFindings(List<OneGroup> groups, List<Listed> listed, String left) {
    private static final int MOST_WITH_EVIDENCE = 60;
    private static final int MOST_LISTED = 200;
    private static final int OPEN = 2;

    /** A group with its evidence. */
    public record OneGroup(Title title, boolean open, Words3 words, List<Example> examples, String left) {}

    /** What a group is about. */
    public record Title(
            String anchor,
            String level,
            String who,
            String whoCss,
            String truth,
            String check,
            String at,
            String times) {}

    /** Why it matters, what to do, where the claim comes from. */
    public record Words3(String why, String fix, String source) {}

    /** A finding with its evidence. */
    public record Example(
            String exchange,
            String stored,
            String message,
            String expected,
            String actual,
            String accepted,
            String repeat,
            boolean open,
            List<Excerpt> excerpts) {}

    /** A part of an exchange. */
    public record Excerpt(String title, List<Line> lines) {}

    /** One line of it. */
    public record Line(String text, boolean marked) {}

    /** A group in the list. */
    public record Listed(String level, String who, String check, String at, String times, String message) {}

    static String anchor(int index) {
        return "finding-" + (index + 1);
    }

    static RunPageFindings of(Run run) {
        List<FindingGroup> all = run.summary().groups().byWeight();
        List<OneGroup> groups = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        for (int i = 0; i < Math.min(all.size(), MOST_WITH_EVIDENCE + MOST_LISTED); i++) {
            if (i < MOST_WITH_EVIDENCE) {
                groups.add(group(all.get(i), i));
            } else {
                listed.add(listed(all.get(i)));
            }
        }
        int left = all.size() - groups.size() - listed.size();
        return new RunPageFindings(
                groups,
                listed,
                left == 0
                        ? ""
                        : RunPhrases.count(left, "more group is", "more groups are")
                                + " not on this page; run.json beside it has every finding.");
    }

    private static OneGroup group(FindingGroup group, int index) {
        List<Example> examples = new ArrayList<>();
        for (Finding finding : group.examples()) {
            examples.add(example(finding, examples.isEmpty()));
        }
        int left = group.count() - examples.size();
        return new OneGroup(
                new Title(
                        anchor(index),
                        group.check().level().name(),
                        RunPhrases.attributionName(group.attribution()),
                        RunText.who(group.attribution()),
                        RunPhrases.heading(group.check().truth()),
                        group.check().id(),
                        VisibleText.line(group.at()),
                        times(group)),
                index < OPEN && group.fails(),
                new Words3(
                        VisibleText.line(group.check().why()),
                        VisibleText.line(group.check().fix()),
                        VisibleText.line(group.check().source())),
                examples,
                left == 0
                        ? ""
                        : RunPhrases.count(left, "more like these is", "more like these are")
                                + " in run.json and junit.xml.");
    }

    private static String times(FindingGroup group) {
        if (group.flaky().isPresent()) {
            return RunPhrases.times(group);
        }
        String times = RunPhrases.number(group.count()) + "×";
        return group.accepted() == 0 ? times : times + ", " + RunPhrases.number(group.accepted()) + " accepted";
    }

    private static Example example(Finding finding, boolean first) {
        var stored = finding.evidence().stored();
        String accepted = finding.accepted();
        return new Example(
                VisibleText.line(finding.exchange().value()),
                stored == null ? "" : VisibleText.line(stored.file()) + ":" + stored.line(),
                VisibleText.line(finding.violation().message()),
                VisibleText.line(finding.violation().expected()),
                VisibleText.line(finding.violation().actual()),
                accepted == null ? "" : VisibleText.line(accepted),
                VisibleText.line(finding.evidence().rerun()),
                first,
                finding.evidence().excerpts().stream()
                        .map(RunPageFindings::excerpt)
                        .toList());
    }

    private static Excerpt excerpt(FindingEvidence.Excerpt excerpt) {
        return new Excerpt(
                excerpt.title(),
                excerpt.lines().stream()
                        .map(line -> new Line(VisibleText.neutral(line.text().replace('\n', ' ')), line.marked()))
                        .toList());
    }

    private static Listed listed(FindingGroup group) {
        return new Listed(
                group.check().level().name(),
                RunPhrases.attributionName(group.attribution()),
                group.check().id(),
                VisibleText.line(group.at()),
                times(group),
                VisibleText.line(group.examples().getFirst().violation().message()));
    }
}
