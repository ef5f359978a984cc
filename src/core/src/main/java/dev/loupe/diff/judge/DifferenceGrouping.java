package dev.loupe.diff.judge;

import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.MessagePath;
import dev.loupe.diff.compare.PathStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One real change is one entry: the same difference in duplicate paths, in variants, in many fields at once. */
public final class DifferenceGrouping {
    /** From so many fields on, one difference in all of them is told as one. */
    private static final int MANY = 3;

    /** What is told field by field, however many there are. */
    private static final Set<DifferenceKind> APART = EnumSet.of(
            DifferenceKind.PROPERTY_ADDED,
            DifferenceKind.PROPERTY_REMOVED,
            DifferenceKind.REQUIRED_PROPERTY_ADDED,
            DifferenceKind.REQUIRED_PROPERTY_REMOVED,
            DifferenceKind.PROPERTY_ADMITTED,
            DifferenceKind.PROPERTY_REFUSED,
            DifferenceKind.BRANCH_ADDED,
            DifferenceKind.BRANCH_REMOVED,
            DifferenceKind.ENUM_VALUE_ADDED,
            DifferenceKind.ENUM_VALUE_REMOVED,
            DifferenceKind.ENUM_REPLACED);

    /** What is told once for a whole part of the contract: nobody reads a hundred notes on prose. */
    private static final Set<DifferenceKind> TOGETHER =
            EnumSet.of(DifferenceKind.PROSE_CHANGED, DifferenceKind.SAMPLE_CHANGED, DifferenceKind.ANNOTATION_CHANGED);

    private DifferenceGrouping() {}

    /** Facts that are one change; the first speaks for all. */
    public record Group(DiffRule rule, List<Difference> facts) {
        Difference head() {
            return facts.getFirst();
        }
    }

    static List<Group> fold(List<Difference> facts) {
        Map<String, Group> same = new LinkedHashMap<>();
        for (Difference fact : facts) {
            DiffRule rule = DiffRules.of(fact);
            String where = TOGETHER.contains(fact.kind()) ? "" : bare(fact.place()) + "|" + differs(fact);
            String key = rule.id() + "|" + fact.direction() + "|" + fact.covered() + "|" + where;
            same.computeIfAbsent(key, any -> new Group(rule, new ArrayList<>()))
                    .facts()
                    .add(fact);
        }
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : same.values()) {
            Difference head = group.head();
            boolean apart = APART.contains(head.kind())
                    || DiffRule.Area.of(head.direction()).compareTo(DiffRule.Area.ANSWER) > 0;
            String where = apart || TOGETHER.contains(head.kind()) ? bare(head.place()) + head.subject() : "";
            String key = group.rule().id() + "|" + head.direction() + "|" + head.covered() + "|" + where + "|"
                    + differs(head);
            alike.computeIfAbsent(key, any -> new ArrayList<>()).add(group);
        }
        List<Group> folded = new ArrayList<>();
        for (List<Group> groups : alike.values()) {
            if (groups.size() < MANY) {
                folded.addAll(groups);
            } else {
                List<Difference> all = new ArrayList<>();
                groups.forEach(group -> all.addAll(group.facts()));
                folded.add(new Group(groups.getFirst().rule(), all));
            }
        }
        return folded;
    }

    private static String differs(Difference fact) {
        return TOGETHER.contains(fact.kind()) ? "" : fact.before() + "|" + fact.after() + "|" + fact.subject();
    }

    /** The place without the names of variants, so that the same field in two variants is one place. */
    private static String bare(MessagePath place) {
        StringBuilder text = new StringBuilder(place.message().part());
        for (PathStep step : place.steps()) {
            switch (step) {
                case PathStep.Member member -> text.append('/').append(member.name());
                case PathStep.Element element -> text.append("/[]");
                case PathStep.Others others -> text.append("/*");
                case PathStep.Into into -> {}
            }
        }
        return text.toString();
    }
}
