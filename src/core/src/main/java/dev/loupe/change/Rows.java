package dev.loupe.change;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects rows of rules. A row for messages is two rules, one for each side. */
final class Rows {
    private final List<Rule> rules = new ArrayList<>();

    /**
     * A fact about values. In a request it breaks when it accepts less, in an answer when it allows more.
     *
     * @param truth what happened, of the value
     * @param sentence the same, of one change
     */
    Rows value(Kind kind, String truth, String sentence) {
        return value(kind, truth, sentence, EnumSet.noneOf(Affected.class));
    }

    /** The same, for facts that change the types of a generated client. */
    Rows typed(Kind kind, String truth, String sentence) {
        return value(kind, truth, sentence, EnumSet.of(Affected.GENERATED_CLIENTS));
    }

    private Rows value(Kind kind, String truth, String sentence, Set<Affected> more) {
        boolean less = kind.move() == Kind.Move.NARROWS || kind.move() == Kind.Move.BOTH;
        boolean moreAllowed = kind.move() == Kind.Move.WIDENS || kind.move() == Kind.Move.BOTH;
        row(Rule.Area.REQUEST, kind, less ? Impact.BREAKING : Impact.COMPATIBLE, truth, sentence, more);
        return row(Rule.Area.ANSWER, kind, moreAllowed ? Impact.BREAKING : Impact.COMPATIBLE, truth, sentence, more);
    }

    /** A fact whose level on each side is not what the sets of values alone say. */
    Rows both(Kind kind, Impact request, Impact answer, String truth, String sentence, Affected... more) {
        row(Rule.Area.REQUEST, kind, request, truth, sentence, Set.of(more));
        return row(Rule.Area.ANSWER, kind, answer, truth, sentence, Set.of(more));
    }

    Rows row(Rule.Area area, Kind kind, Impact impact, String truth, String sentence, Set<Affected> more) {
        return row(area, kind, impact, truth, sentence, more, false);
    }

    Rows row(
            Rule.Area area,
            Kind kind,
            Impact impact,
            String truth,
            String sentence,
            Set<Affected> more,
            boolean onlyProven) {
        Set<Affected> breaks = EnumSet.noneOf(Affected.class);
        if (impact == Impact.BREAKING || impact == Impact.RISKY) {
            breaks.addAll(more);
            if (area == Rule.Area.REQUEST) {
                breaks.add(Affected.SENDERS);
            } else if (area == Rule.Area.ANSWER) {
                breaks.add(Affected.READERS);
            }
        }
        String id = area.word() + "." + kind.kebab();
        rules.add(new Rule(id, kind, area, impact, breaks, truth, sentence, onlyProven));
        return this;
    }

    List<Rule> rules() {
        return rules;
    }
}
