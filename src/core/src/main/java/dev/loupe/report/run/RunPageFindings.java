package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.report.format.InlineCodeText;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings by group: the most important with their evidence, then some as a list, then a number. Spec defects have a section of
 * their own, and are in no other.
 *
 * @param omitted how many groups are not shown; empty when all are
 */
public record RunPageFindings(List<Section> sections, List<Listed> listed, String omitted) {
    private static final int MAX_WITH_EVIDENCE = 60;
    private static final int MAX_LISTED = 200;
    private static final int MAX_SPEC_DEFECTS = 20;
    private static final int MAX_OPEN = 2;

    /** The groups under one heading. */
    public record Section(
            String id, String nav, String title, String lead, List<GroupWithEvidence> groups, String omitted) {}

    /** A group with its evidence. */
    public record GroupWithEvidence(Title title, boolean open, Advice advice, List<Example> examples, String omitted) {}

    /** The heading of a group. */
    public record Title(
            String anchor,
            String level,
            String attribution,
            InlineCodeText text,
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
    public record Listed(
            String anchor,
            String level,
            String attribution,
            String check,
            String at,
            String times,
            InlineCodeText message) {}

    private static String anchor(int index) {
        return "finding-" + (index + 1);
    }

    /** The anchor of a group; of a group that the page does not show, the anchor of its section. */
    static String anchor(List<FindingGroup> all, FindingGroup group) {
        int before = (int) all.subList(0, all.indexOf(group)).stream()
                .filter(other -> other.isSpecDefect() == group.isSpecDefect())
                .count();
        if (group.isSpecDefect()) {
            return before < MAX_SPEC_DEFECTS ? anchor(all.indexOf(group)) : "spec-defects";
        }
        return before < MAX_WITH_EVIDENCE + MAX_LISTED ? anchor(all.indexOf(group)) : "more-findings";
    }

    static RunPageFindings of(Run run) {
        List<FindingGroup> all = run.summary().groups().byWeight();
        List<GroupWithEvidence> findings = new ArrayList<>();
        List<GroupWithEvidence> specDefects = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        int omittedDefects = 0;
        int omitted = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isSpecDefect()) {
                if (specDefects.size() < MAX_SPEC_DEFECTS) {
                    specDefects.add(group(all.get(i), i));
                } else {
                    omittedDefects++;
                }
            } else if (findings.size() < MAX_WITH_EVIDENCE) {
                findings.add(group(all.get(i), i));
            } else if (listed.size() < MAX_LISTED) {
                listed.add(listed(all.get(i), i));
            } else {
                omitted++;
            }
        }
        return new RunPageFindings(sections(findings, specDefects, omittedDefects), listed, omitted(omitted));
    }

    private static String omitted(int groups) {
        return groups == 0
                ? ""
                : RunPhrases.count(groups, "more group is", "more groups are")
                        + " omitted; run.json has every finding.";
    }

    private static List<Section> sections(
            List<GroupWithEvidence> findings, List<GroupWithEvidence> specDefects, int omittedDefects) {
        List<Section> sections = new ArrayList<>();
        if (!findings.isEmpty()) {
            sections.add(new Section(
                    "findings",
                    "Findings",
                    "Findings",
                    "One entry for findings with the same check, the same cause and the same location. The location is"
                            + " highlighted.",
                    findings,
                    ""));
        }
        if (!specDefects.isEmpty()) {
            sections.add(new Section(
                    "spec-defects",
                    "Spec defects",
                    RunPhrases.SPEC_DEFECTS,
                    "These responses violate the published spec and conform to the corrected one: the spec is wrong, the"
                            + " responses are not.",
                    specDefects,
                    omitted(omittedDefects)));
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
                        InlineCodeText.of(RunPhrases.title(group)),
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
                first && finding.violation().detail().equals(finding.violation().message())
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

    private static Listed listed(FindingGroup group, int index) {
        return new Listed(
                anchor(index),
                RunPhrases.badge(group),
                RunPhrases.attribution(group.attribution()),
                group.check().id(),
                VisibleText.line(group.at()),
                times(group),
                InlineCodeText.of(group.title()));
    }
}
