package dev.loupe.diff.judge;

import dev.loupe.diff.compare.DifferenceKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects rows of rules. A row for messages is two rules, one for each side. */
final class RuleBuilder {
    private final List<DiffRule> rules = new ArrayList<>();

    /**
     * A fact about values. In a request it breaks when it accepts less, in an answer when it allows more.
     *
     * @param truth what happened, of the value
     * @param sentence the same, of one change
     */
    RuleBuilder value(DifferenceKind kind, String truth, String sentence) {
        return value(kind, truth, sentence, EnumSet.noneOf(AffectedParty.class));
    }

    /** The same, for facts that change the types of a generated client. */
    RuleBuilder typed(DifferenceKind kind, String truth, String sentence) {
        return value(kind, truth, sentence, EnumSet.of(AffectedParty.GENERATED_CLIENTS));
    }

    private RuleBuilder value(DifferenceKind kind, String truth, String sentence, Set<AffectedParty> more) {
        boolean less = kind.move() == DifferenceKind.Move.NARROWS || kind.move() == DifferenceKind.Move.BOTH;
        boolean moreAllowed = kind.move() == DifferenceKind.Move.WIDENS || kind.move() == DifferenceKind.Move.BOTH;
        row(DiffRule.Area.REQUEST, kind, less ? Impact.BREAKING : Impact.COMPATIBLE, truth, sentence, more);
        return row(
                DiffRule.Area.RESPONSE, kind, moreAllowed ? Impact.BREAKING : Impact.COMPATIBLE, truth, sentence, more);
    }

    /** A fact whose level on each side is not what the sets of values alone say. */
    RuleBuilder both(
            DifferenceKind kind, Impact request, Impact answer, String truth, String sentence, AffectedParty... more) {
        row(DiffRule.Area.REQUEST, kind, request, truth, sentence, Set.of(more));
        return row(DiffRule.Area.RESPONSE, kind, answer, truth, sentence, Set.of(more));
    }

    RuleBuilder row(
            DiffRule.Area area,
            DifferenceKind kind,
            Impact impact,
            String truth,
            String sentence,
            Set<AffectedParty> more) {
        return row(area, kind, impact, truth, sentence, more, false);
    }

    RuleBuilder row(
            DiffRule.Area area,
            DifferenceKind kind,
            Impact impact,
            String truth,
            String sentence,
            Set<AffectedParty> more,
            boolean onlyProven) {
        Set<AffectedParty> breaks = EnumSet.noneOf(AffectedParty.class);
        if (impact == Impact.BREAKING || impact == Impact.RISKY) {
            breaks.addAll(more);
            if (area == DiffRule.Area.REQUEST) {
                breaks.add(AffectedParty.SENDERS);
            } else if (area == DiffRule.Area.RESPONSE) {
                breaks.add(AffectedParty.READERS);
            }
        }
        String id = area.prefix() + "." + kind.kebab();
        rules.add(new DiffRule(id, kind, area, impact, breaks, truth, sentence, onlyProven));
        return this;
    }

    List<DiffRule> rules() {
        return rules;
    }
}
