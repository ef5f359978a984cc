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
final class DifferenceGrouping {
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
    record Group(DiffRule rule, List<Difference> differences) {
        Difference head() {
            return differences.getFirst();
        }
    }

    static List<Group> fold(List<Difference> differences) {
        Map<String, Group> same = new LinkedHashMap<>();
        for (Difference difference : differences) {
            DiffRule rule = DiffRules.of(difference);
            String where =
                    TOGETHER.contains(difference.kind()) ? "" : bare(difference.location()) + "|" + differs(difference);
            String key = rule.id() + "|" + difference.area() + "|" + difference.covered() + "|" + where;
            same.computeIfAbsent(key, any -> new Group(rule, new ArrayList<>()))
                    .differences()
                    .add(difference);
        }
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : same.values()) {
            Difference head = group.head();
            boolean apart =
                    APART.contains(head.kind()) || DiffRule.Area.of(head.area()).compareTo(DiffRule.Area.RESPONSE) > 0;
            String where = apart || TOGETHER.contains(head.kind()) ? bare(head.location()) + head.subject() : "";
            String key =
                    group.rule().id() + "|" + head.area() + "|" + head.covered() + "|" + where + "|" + differs(head);
            alike.computeIfAbsent(key, any -> new ArrayList<>()).add(group);
        }
        List<Group> folded = new ArrayList<>();
        for (List<Group> groups : alike.values()) {
            if (groups.size() < MANY) {
                folded.addAll(groups);
            } else {
                List<Difference> all = new ArrayList<>();
                groups.forEach(group -> all.addAll(group.differences()));
                folded.add(new Group(groups.getFirst().rule(), all));
            }
        }
        return folded;
    }

    private static String differs(Difference difference) {
        return TOGETHER.contains(difference.kind())
                ? ""
                : difference.before() + "|" + difference.after() + "|" + difference.subject();
    }

    /** The place without the names of variants, so that the same field in two variants is one place. */
    private static String bare(MessagePath location) {
        StringBuilder text = new StringBuilder(location.message().part());
        for (PathStep step : location.steps()) {
            switch (step) {
                case PathStep.Property property -> text.append('/').append(property.name());
                case PathStep.Items element -> text.append("/[]");
                case PathStep.AdditionalProperties others -> text.append("/*");
                case PathStep.Branch into -> {}
            }
        }
        return text.toString();
    }
}
