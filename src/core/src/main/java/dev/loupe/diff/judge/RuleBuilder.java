package dev.loupe.diff.judge;

import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Effect;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects rows of rules. A row about a value is two rules, one for requests and one for responses. */
final class RuleBuilder {
    private final List<DiffRule> rules = new ArrayList<>();

    /**
     * A difference of a value. It breaks requests when fewer values are accepted, and responses when more are allowed.
     *
     * @param title what happened
     * @param sentence what happened, of one change
     */
    void value(Subject subject, Edit edit, String title, String sentence) {
        value(subject, edit, title, sentence, Set.of());
    }

    /** The same for a difference that changes a type of generated clients. */
    void typed(Subject subject, Edit edit, String title, String sentence) {
        value(subject, edit, title, sentence, Set.of(AffectedParty.GENERATED_CLIENTS));
    }

    private void value(Subject subject, Edit edit, String title, String sentence, Set<AffectedParty> more) {
        Effect effect = DifferenceKind.of(subject, edit).effect();
        boolean narrows = effect == Effect.NARROWS || effect == Effect.BOTH;
        boolean widens = effect == Effect.WIDENS || effect == Effect.BOTH;
        Impact request = narrows ? Impact.BREAKING : Impact.COMPATIBLE;
        Impact response = widens ? Impact.BREAKING : Impact.COMPATIBLE;
        add(Area.REQUEST, subject, edit, request, title, sentence, more, false);
        add(Area.RESPONSE, subject, edit, response, title, sentence, more, false);
    }

    /** A difference whose levels do not follow from the sets of valid values alone. */
    void both(
            Subject subject,
            Edit edit,
            Impact request,
            Impact response,
            String title,
            String sentence,
            AffectedParty... more) {
        add(Area.REQUEST, subject, edit, request, title, sentence, Set.of(more), false);
        add(Area.RESPONSE, subject, edit, response, title, sentence, Set.of(more), false);
    }

    void breaking(Area area, Subject subject, Edit edit, String title, String sentence, AffectedParty... more) {
        add(area, subject, edit, Impact.BREAKING, title, sentence, Set.of(more), false);
    }

    void risky(Area area, Subject subject, Edit edit, String title, String sentence, AffectedParty... more) {
        add(area, subject, edit, Impact.RISKY, title, sentence, Set.of(more), false);
    }

    void compatible(Area area, Subject subject, Edit edit, String title, String sentence) {
        add(area, subject, edit, Impact.COMPATIBLE, title, sentence, Set.of(), false);
    }

    void info(Area area, Subject subject, Edit edit, String title, String sentence) {
        add(area, subject, edit, Impact.INFO, title, sentence, Set.of(), false);
    }

    /** A rule that breaks only when a witness is found: the text of the spec alone does not decide. */
    void whenProven(Area area, Subject subject, Edit edit, String title, String sentence) {
        add(area, subject, edit, Impact.BREAKING, title, sentence, Set.of(), true);
    }

    private void add(
            Area area,
            Subject subject,
            Edit edit,
            Impact impact,
            String title,
            String sentence,
            Set<AffectedParty> more,
            boolean onlyProven) {
        Set<AffectedParty> breaks = EnumSet.noneOf(AffectedParty.class);
        if (impact == Impact.BREAKING || impact == Impact.RISKY) {
            breaks.addAll(more);
            if (area == Area.REQUEST) {
                breaks.add(AffectedParty.SENDERS);
            } else if (area == Area.RESPONSE) {
                breaks.add(AffectedParty.READERS);
            }
        }
        DifferenceKind kind = DifferenceKind.of(subject, edit);
        String id = area.prefix() + "." + kind.id();
        rules.add(new DiffRule(id, kind, area, impact, breaks, title, sentence, onlyProven));
    }

    List<DiffRule> rules() {
        return rules;
    }
}
