package dev.loupe.change;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One real change is one entry: the same difference in duplicate paths, in variants, in many fields at once. */
final class Folding {
    /** From so many fields on, one difference in all of them is told as one. */
    private static final int MANY = 3;

    /** What is told field by field, however many there are. */
    private static final Set<Kind> APART = EnumSet.of(
            Kind.PROPERTY_ADDED,
            Kind.PROPERTY_REMOVED,
            Kind.REQUIRED_PROPERTY_ADDED,
            Kind.REQUIRED_PROPERTY_REMOVED,
            Kind.PROPERTY_ADMITTED,
            Kind.PROPERTY_REFUSED,
            Kind.BRANCH_ADDED,
            Kind.BRANCH_REMOVED,
            Kind.ENUM_VALUE_ADDED,
            Kind.ENUM_VALUE_REMOVED,
            Kind.ENUM_REPLACED);

    /** What is told once for a whole part of the contract: nobody reads a hundred notes on prose. */
    private static final Set<Kind> TOGETHER =
            EnumSet.of(Kind.PROSE_CHANGED, Kind.SAMPLE_CHANGED, Kind.ANNOTATION_CHANGED);

    private Folding() {}

    /** Facts that are one change; the first speaks for all. */
    record Group(Rule rule, List<Fact> facts) {
        Fact head() {
            return facts.getFirst();
        }
    }

    static List<Group> fold(List<Fact> facts) {
        Map<String, Group> same = new LinkedHashMap<>();
        for (Fact fact : facts) {
            Rule rule = Rules.of(fact);
            String where = TOGETHER.contains(fact.kind()) ? "" : bare(fact.place()) + "|" + differs(fact);
            String key = rule.id() + "|" + fact.direction() + "|" + fact.covered() + "|" + where;
            same.computeIfAbsent(key, any -> new Group(rule, new ArrayList<>()))
                    .facts()
                    .add(fact);
        }
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : same.values()) {
            Fact head = group.head();
            boolean apart = APART.contains(head.kind())
                    || Rule.Area.of(head.direction()).compareTo(Rule.Area.ANSWER) > 0;
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
                List<Fact> all = new ArrayList<>();
                groups.forEach(group -> all.addAll(group.facts()));
                folded.add(new Group(groups.getFirst().rule(), all));
            }
        }
        return folded;
    }

    private static String differs(Fact fact) {
        return TOGETHER.contains(fact.kind()) ? "" : fact.before() + "|" + fact.after() + "|" + fact.subject();
    }

    /** The place without the names of variants, so that the same field in two variants is one place. */
    private static String bare(Place place) {
        StringBuilder text = new StringBuilder(place.message().part());
        for (Step step : place.steps()) {
            switch (step) {
                case Step.Member member -> text.append('/').append(member.name());
                case Step.Element element -> text.append("/[]");
                case Step.Others others -> text.append("/*");
                case Step.Into into -> {}
            }
        }
        return text.toString();
    }
}
