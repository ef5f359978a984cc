package dev.loupe.diff.judge;

import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.MessagePath;
import dev.loupe.diff.compare.PathStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Merges differences into changes: the same difference in duplicate paths, in branches, in many fields. */
final class DifferenceGrouping {
    /** From this number of fields on, the same difference in all of them is one change. */
    private static final int MANY = 3;

    /** Kinds that are reported for each field. */
    private static final Set<DifferenceKind> NEVER_MERGED = Set.of(
            DifferenceKind.of(Subject.PROPERTY, Edit.ADDED),
            DifferenceKind.of(Subject.PROPERTY, Edit.REMOVED),
            DifferenceKind.of(Subject.REQUIRED_PROPERTY, Edit.ADDED),
            DifferenceKind.of(Subject.REQUIRED_PROPERTY, Edit.REMOVED),
            DifferenceKind.of(Subject.PROPERTY, Edit.ACCEPTED),
            DifferenceKind.of(Subject.PROPERTY, Edit.REJECTED),
            DifferenceKind.of(Subject.BRANCH, Edit.ADDED),
            DifferenceKind.of(Subject.BRANCH, Edit.REMOVED),
            DifferenceKind.of(Subject.ENUM_VALUE, Edit.ADDED),
            DifferenceKind.of(Subject.ENUM_VALUE, Edit.REMOVED),
            DifferenceKind.of(Subject.ENUM, Edit.REPLACED));

    /** Kinds that are reported once for an area of the spec: they can be numerous and affect no message. */
    private static final Set<DifferenceKind> ALWAYS_MERGED = Set.of(
            DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
            DifferenceKind.of(Subject.EXAMPLE, Edit.CHANGED),
            DifferenceKind.of(Subject.ANNOTATION, Edit.CHANGED));

    private DifferenceGrouping() {}

    /** Differences that are one change; the first one describes it. */
    record Group(DiffRule rule, List<Difference> differences) {
        Difference head() {
            return differences.getFirst();
        }
    }

    static List<Group> group(List<Difference> differences) {
        Map<String, Group> same = new LinkedHashMap<>();
        for (Difference difference : differences) {
            DiffRule rule = DiffRules.of(difference);
            String where = ALWAYS_MERGED.contains(difference.kind())
                    ? ""
                    : bare(difference.location()) + "|" + differs(difference);
            String key = rule.id() + "|" + difference.area() + "|" + difference.coverage() + "|" + where;
            same.computeIfAbsent(key, any -> new Group(rule, new ArrayList<>()))
                    .differences()
                    .add(difference);
        }
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : same.values()) {
            Difference head = group.head();
            boolean apart = NEVER_MERGED.contains(head.kind())
                    || DiffRule.Area.of(head.area()).compareTo(DiffRule.Area.RESPONSE) > 0;
            String where = apart || ALWAYS_MERGED.contains(head.kind()) ? bare(head.location()) + head.subject() : "";
            String key =
                    group.rule().id() + "|" + head.area() + "|" + head.coverage() + "|" + where + "|" + differs(head);
            alike.computeIfAbsent(key, any -> new ArrayList<>()).add(group);
        }
        List<Group> merged = new ArrayList<>();
        for (List<Group> groups : alike.values()) {
            if (groups.size() < MANY) {
                merged.addAll(groups);
            } else {
                List<Difference> all = new ArrayList<>();
                groups.forEach(group -> all.addAll(group.differences()));
                merged.add(new Group(groups.getFirst().rule(), all));
            }
        }
        return merged;
    }

    private static String differs(Difference difference) {
        return ALWAYS_MERGED.contains(difference.kind())
                ? ""
                : difference.before() + "|" + difference.after() + "|" + difference.subject();
    }

    /** The location without branches, so that the same field in two branches is one location. */
    private static String bare(MessagePath location) {
        StringBuilder text = new StringBuilder(location.message().part());
        for (PathStep step : location.steps()) {
            switch (step) {
                case PathStep.Property property -> text.append('/').append(property.name());
                case PathStep.Items items -> text.append("/[]");
                case PathStep.AdditionalProperties additional -> text.append("/*");
                case PathStep.Branch branch -> {}
            }
        }
        return text.toString();
    }
}
