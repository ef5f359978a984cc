package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings by group: the most important with their evidence, then some as a list, then a number.
 *
 * @param omitted how many groups are not shown; empty when all are
 */
public record RunPageFindings(List<Section> sections, List<Listed> listed, String omitted) {
    private static final int MAX_WITH_EVIDENCE = 60;
    private static final int MAX_LISTED = 200;
    private static final int MAX_OPEN = 2;

    /** The groups under one heading. */
    public record Section(String id, String nav, String title, String lead, List<GroupWithEvidence> groups) {}

    /** A group with its evidence. */
    public record GroupWithEvidence(Title title, boolean open, Advice advice, List<Example> examples, String omitted) {}

    /** The heading of a group. */
    public record Title(
            String anchor,
            String level,
            String attribution,
            String text,
            String rule,
            String check,
            String at,
            String times) {}

    /** Why it matters, the fix, the source of the rule. */
    public record Advice(String why, String fix, String source) {}

    /**
     * A finding with its evidence.
     *
     * @param message empty for the first finding of a group, whose message is the title of the group
     */
    public record Example(
            String exchange,
            String stored,
            String message,
            String expected,
            String actual,
            String accepted,
            String rerun,
            boolean open,
            List<Excerpt> excerpts) {}

    /** A part of an exchange. */
    public record Excerpt(String title, List<Line> lines) {}

    /** One line of it. */
    public record Line(String text, boolean marked) {}

    /** A group in the list. */
    public record Listed(String level, String attribution, String check, String at, String times, String message) {}

    static String anchor(int index) {
        return "finding-" + (index + 1);
    }

    static RunPageFindings of(Run run) {
        List<FindingGroup> all = run.summary().groups().byWeight();
        List<GroupWithEvidence> findings = new ArrayList<>();
        List<GroupWithEvidence> specDefects = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        for (int i = 0; i < Math.min(all.size(), MAX_WITH_EVIDENCE + MAX_LISTED); i++) {
            if (i < MAX_WITH_EVIDENCE) {
                (all.get(i).isSpecDefect() ? specDefects : findings).add(group(all.get(i), i));
            } else {
                listed.add(listed(all.get(i)));
            }
        }
        int omitted = Math.max(0, all.size() - MAX_WITH_EVIDENCE - MAX_LISTED);
        return new RunPageFindings(
                sections(findings, specDefects),
                listed,
                omitted == 0
                        ? ""
                        : RunPhrases.count(omitted, "more group is", "more groups are")
                                + " omitted; run.json has every finding.");
    }

    private static List<Section> sections(List<GroupWithEvidence> findings, List<GroupWithEvidence> specDefects) {
        List<Section> sections = new ArrayList<>();
        if (!findings.isEmpty()) {
            sections.add(new Section(
                    "findings",
                    "Findings",
                    "Findings",
                    "One entry for findings with the same check, the same cause and the same location. The location is"
                            + " highlighted.",
                    findings));
        }
        if (!specDefects.isEmpty()) {
            sections.add(new Section(
                    "spec-defects",
                    "Spec defects",
                    RunPhrases.SPEC_DEFECTS,
                    "These responses violate the published spec and conform to the corrected one: the spec is wrong, the"
                            + " responses are not.",
                    specDefects));
        }
        return sections;
    }

    private static GroupWithEvidence group(FindingGroup group, int index) {
        List<Example> examples = new ArrayList<>();
        for (Finding finding : group.examples()) {
            examples.add(example(finding, examples.isEmpty()));
        }
        int omitted = group.count() - examples.size();
        return new GroupWithEvidence(
                new Title(
                        anchor(index),
                        RunPhrases.badge(group),
                        RunPhrases.attribution(group.attribution()),
                        RunPhrases.title(group),
                        RunPhrases.heading(group.check().truth()),
                        group.check().id(),
                        VisibleText.line(group.at()),
                        times(group)),
                index < MAX_OPEN && group.fails(),
                new Advice(
                        VisibleText.line(group.check().why()),
                        VisibleText.line(group.check().fix()),
                        VisibleText.line(group.check().source())),
                examples,
                omitted == 0
                        ? ""
                        : RunPhrases.count(omitted, "more finding is", "more findings are")
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
                first && finding.violation().alsoAt().isEmpty()
                        ? ""
                        : VisibleText.line(finding.violation().detail()),
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
                RunPhrases.badge(group),
                RunPhrases.attribution(group.attribution()),
                group.check().id(),
                VisibleText.line(group.at()),
                times(group),
                VisibleText.line(group.examples().getFirst().violation().message()));
    }
}
