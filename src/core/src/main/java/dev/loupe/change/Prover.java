package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.loupe.change.Shape.Plain;
import dev.loupe.schema.BoundedPattern;
import dev.loupe.schema.KnownTexts;
import dev.loupe.schema.PatternText;
import dev.loupe.schema.Synthesis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a witness: a request that OLD accepts and NEW rejects, an answer that NEW allows and OLD did not. A value counts
 * only when the validator says so of both whole schemas.
 */
final class Prover {
    /** Values tried for one change. */
    private static final int MOST = 80;

    private static final int MOST_MEMBERS = 1_000;

    /** So many texts of one pattern say something of another. */
    private static final int ENOUGH_TEXTS = 20;

    private final Differences differences;
    private final Verifier old;
    private final Verifier next;
    private final Synthesis ofOld;
    private final Synthesis ofNext;

    Prover(Differences differences) {
        this.differences = differences;
        this.old = new Verifier(differences.oldRoot);
        this.next = new Verifier(differences.nextRoot);
        this.ofOld = Synthesis.unchecked(differences.oldRoot);
        this.ofNext = Synthesis.unchecked(differences.nextRoot);
    }

    /** One side of the proof: the contract that accepts, the one that rejects. */
    private record Sides(
            Maker accepting, Maker rejecting, Slot acceptRoot, Slot rejectRoot, boolean acceptIsNew, Message message) {
        @Nullable
        JsonNode around(List<Step> place, JsonNode leaf) {
            return accepting.around(acceptRoot, place, acceptIsNew, leaf).orElse(null);
        }
    }

    private Sides sides(Message message) {
        Direction direction = message.direction();
        Maker mine = new Maker(differences.old(direction), differences.oldRoot, ofOld);
        Maker theirs = new Maker(differences.next(direction), differences.nextRoot, ofNext);
        return direction.side() == Side.REQUEST
                ? new Sides(mine, theirs, message.old(), message.next(), false, message)
                : new Sides(theirs, mine, message.next(), message.old(), true, message);
    }

    Proof prove(Fact fact) {
        Optional<Witness> plain = PlainProof.of(fact);
        if (plain.isPresent()) {
            return new Proof.Proven(plain.get());
        }
        Sides sides = sides(fact.place().message());
        boolean aboutMember = PlainProof.aboutMember(fact.kind());
        List<Step> steps = fact.place().steps();
        List<Step> place = aboutMember ? steps.subList(0, steps.size() - 1) : steps;
        Shape accept = Walk.at(sides.accepting().schemas(), sides.acceptRoot(), place, sides.acceptIsNew());
        Shape reject = fact.kind() == Kind.BRANCH_REMOVED
                ? null
                : Walk.at(sides.rejecting().schemas(), sides.rejectRoot(), place, !sides.acceptIsNew());
        if (accept == null) {
            return new Proof.Unproven("the place could not be reached with a value");
        }
        return tryAll(sides, place, candidates(fact, sides, accept, reject), fact, accept, reject);
    }

    private static Collection<JsonNode> candidates(Fact fact, Sides sides, Shape accept, @Nullable Shape reject) {
        if (PlainProof.aboutMember(fact.kind()) && accept instanceof Plain plain) {
            return aboutMember(fact, sides.accepting(), plain);
        }
        return Candidates.values(sides.accepting(), accept, sides.rejecting(), reject, fact.kind());
    }

    private static List<JsonNode> aboutMember(Fact fact, Maker accepting, Plain plain) {
        String name = fact.subject();
        List<JsonNode> all = new ArrayList<>();
        if (fact.kind() == Kind.PROPERTY_REFUSED) {
            Slot slot = plain.members().properties().get(name);
            Optional<JsonNode> value = slot == null ? Optional.of(NullNode.getInstance()) : accepting.smallest(slot);
            value.ifPresent(given -> accepting.object(plain, 0).ifPresent(object -> all.add(object.set(name, given))));
        } else {
            accepting.object(plain, 0).ifPresent(object -> all.add(object.without(name)));
            accepting.object(plain, MOST_MEMBERS).ifPresent(object -> all.add(object.without(name)));
        }
        return all;
    }

    private Proof tryAll(
            Sides sides,
            List<Step> place,
            Collection<JsonNode> leaves,
            Fact fact,
            Shape accept,
            @Nullable Shape reject) {
        int tried = 0;
        boolean refuted = false;
        boolean accepted = false;
        String why = "no value that the contract accepts could be built";
        for (JsonNode leaf : leaves) {
            if (tried++ >= MOST) {
                break;
            }
            JsonNode value = sides.around(place, leaf);
            if (value == null) {
                continue;
            }
            try {
                if (!ask(sides, true, value, place).valid()) {
                    continue;
                }
                Verifier.Opinion opinion = ask(sides, false, value, place);
                if (!opinion.valid() && !opinion.near()) {
                    why = "a message with it is refused for another reason: " + opinion.words();
                    continue;
                }
                if (!opinion.valid()) {
                    JsonNode shown = PlainProof.aboutMember(fact.kind()) && fact.kind() != Kind.PROPERTY_REFUSED
                            ? MissingNode.getInstance()
                            : leaf;
                    return new Proof.Proven(
                            new Witness(value, shown, sides.acceptIsNew() ? "new" : "old", opinion.words()));
                }
                refuted |= aimed(fact, accept, reject, leaf);
                accepted = true;
                why = "the values that were tried are accepted by both contracts";
            } catch (BoundedPattern.Undecided costly) {
                return new Proof.Unproven(String.valueOf(costly.getMessage()));
            }
        }
        if (refuted) {
            return new Proof.Refuted("what it rules out here is accepted in another way");
        }
        int texts = fact.kind() == Kind.PATTERN_CHANGED && accept instanceof Plain plain ? matching(plain) : 0;
        return texts < ENOUGH_TEXTS
                ? new Proof.Unproven(why, accepted)
                : new Proof.Unproven(
                        "none of " + texts + " texts that match the one pattern is refused by the other", true);
    }

    private static int matching(Plain plain) {
        return (int) plain.texts().patterns().stream()
                .flatMap(pattern -> PatternText.examples(pattern, PatternText.TRIES).stream())
                .filter(text -> KnownTexts.matches(plain.texts().patterns(), text))
                .count();
    }

    /** True when the value was built to break, so that it says something when it does not. */
    private static boolean aimed(Fact fact, Shape accept, @Nullable Shape reject, JsonNode leaf) {
        return PlainProof.aboutMember(fact.kind())
                || fact.kind() == Kind.BRANCH_REMOVED
                || fact.kind() == Kind.UNIQUE_ITEMS_SET
                || fact.kind() == Kind.UNIQUE_ITEMS_DROPPED
                || (reject != null && Fit.fits(accept, leaf) && !Fit.fits(reject, leaf));
    }

    private Verifier.Opinion ask(Sides sides, boolean accepting, JsonNode value, List<Step> place) {
        boolean inNew = sides.acceptIsNew() == accepting;
        Slot root = accepting ? sides.acceptRoot() : sides.rejectRoot();
        return (inNew ? next : old).ask(root, sides.message().direction().side(), value, Maker.pointer(place));
    }

    /** A value that several branches take where one may: nothing but trying finds it. */
    Optional<Fact> overlap(SchemaComparison.Exclusive union, Set<String> reported) {
        Sides sides = sides(union.place().message());
        Shape accept = sides.acceptIsNew() ? union.next() : union.old();
        Shape reject = sides.acceptIsNew() ? union.old() : union.next();
        if (!(reject instanceof Shape.Choice choice) || !choice.exactlyOne()) {
            return Optional.empty();
        }
        List<JsonNode> values = new ArrayList<>(Candidates.overlaps(sides.accepting(), accept));
        values.addAll(Candidates.overlaps(sides.rejecting(), reject));
        List<Step> place = union.place().steps();
        for (JsonNode leaf : values) {
            JsonNode value = sides.around(place, leaf);
            try {
                if (value == null || !ask(sides, true, value, place).valid()) {
                    continue;
                }
                Verifier.Opinion opinion = ask(sides, false, value, place);
                if (!opinion.valid()
                        && opinion.severalBranches()
                        && reported.add(union.place().path()
                                + union.place().message().operation()
                                + union.place().message().direction())) {
                    Kind kind = sides.acceptIsNew() ? Kind.BRANCHES_NO_LONGER_OVERLAP : Kind.BRANCHES_OVERLAP;
                    return Optional.of(Fact.of(
                            kind, union.place(), union.old().at(), union.next().at(), MissingNode.getInstance(), leaf));
                }
            } catch (BoundedPattern.Undecided costly) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The proof of an overlap is the value that was found. */
    Proof overlapping(Fact fact) {
        Sides sides = sides(fact.place().message());
        JsonNode value = sides.around(fact.place().steps(), fact.after());
        if (value == null) {
            return new Proof.Unproven("the place could not be reached with a value");
        }
        String words = ask(sides, false, value, fact.place().steps()).words();
        return new Proof.Proven(new Witness(value, fact.after(), sides.acceptIsNew() ? "new" : "old", words));
    }
}
