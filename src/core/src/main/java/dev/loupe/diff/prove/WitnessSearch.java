package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.compare.SchemaComparison;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.openapi.values.PatternStringGenerator;
import dev.loupe.openapi.values.SampleStrings;
import dev.loupe.openapi.values.ValueSynthesis;
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
public final class WitnessSearch {
    /** Values tried for one change. */
    private static final int MOST = 80;

    private static final int MOST_MEMBERS = 1_000;

    /** So many texts of one pattern say something of another. */
    private static final int ENOUGH_TEXTS = 20;

    private final DifferenceCollector differences;
    private final MessageValidator old;
    private final MessageValidator next;
    private final ValueSynthesis ofOld;
    private final ValueSynthesis ofNext;

    public WitnessSearch(DifferenceCollector differences) {
        this.differences = differences;
        this.old = new MessageValidator(differences.oldRoot);
        this.next = new MessageValidator(differences.nextRoot);
        this.ofOld = ValueSynthesis.unchecked(differences.oldRoot);
        this.ofNext = ValueSynthesis.unchecked(differences.nextRoot);
    }

    /** One side of the proof: the contract that accepts, the one that rejects. */
    private record Sides(
            ValueBuilder accepting,
            ValueBuilder rejecting,
            SchemaRef acceptRoot,
            SchemaRef rejectRoot,
            boolean acceptIsNew,
            MessagePair message) {
        @Nullable
        JsonNode around(List<PathStep> place, JsonNode leaf) {
            return accepting.around(acceptRoot, place, acceptIsNew, leaf).orElse(null);
        }
    }

    private Sides sides(MessagePair message) {
        SpecArea direction = message.direction();
        ValueBuilder mine = new ValueBuilder(differences.old(direction), differences.oldRoot, ofOld);
        ValueBuilder theirs = new ValueBuilder(differences.next(direction), differences.nextRoot, ofNext);
        return direction.side() == MessageDirection.REQUEST
                ? new Sides(mine, theirs, message.old(), message.next(), false, message)
                : new Sides(theirs, mine, message.next(), message.old(), true, message);
    }

    public ProofOutcome prove(Difference fact) {
        Optional<Witness> plain = StructuralWitness.of(fact);
        if (plain.isPresent()) {
            return new ProofOutcome.Proven(plain.get());
        }
        Sides sides = sides(fact.place().message());
        boolean aboutMember = StructuralWitness.aboutMember(fact.kind());
        List<PathStep> steps = fact.place().steps();
        List<PathStep> place = aboutMember ? steps.subList(0, steps.size() - 1) : steps;
        NormalSchema accept =
                SchemaLookup.at(sides.accepting().schemas(), sides.acceptRoot(), place, sides.acceptIsNew());
        NormalSchema reject = fact.kind() == DifferenceKind.BRANCH_REMOVED
                ? null
                : SchemaLookup.at(sides.rejecting().schemas(), sides.rejectRoot(), place, !sides.acceptIsNew());
        if (accept == null) {
            return new ProofOutcome.Unproven("the place could not be reached with a value");
        }
        return tryAll(sides, place, candidates(fact, sides, accept, reject), fact, accept, reject);
    }

    private static Collection<JsonNode> candidates(
            Difference fact, Sides sides, NormalSchema accept, @Nullable NormalSchema reject) {
        if (StructuralWitness.aboutMember(fact.kind()) && accept instanceof Plain plain) {
            return aboutMember(fact, sides.accepting(), plain);
        }
        return WitnessCandidates.values(sides.accepting(), accept, sides.rejecting(), reject, fact.kind());
    }

    private static List<JsonNode> aboutMember(Difference fact, ValueBuilder accepting, Plain plain) {
        String name = fact.subject();
        List<JsonNode> all = new ArrayList<>();
        if (fact.kind() == DifferenceKind.PROPERTY_REFUSED) {
            SchemaRef slot = plain.members().properties().get(name);
            Optional<JsonNode> value = slot == null ? Optional.of(NullNode.getInstance()) : accepting.smallest(slot);
            value.ifPresent(given -> accepting.object(plain, 0).ifPresent(object -> all.add(object.set(name, given))));
        } else {
            accepting.object(plain, 0).ifPresent(object -> all.add(object.without(name)));
            accepting.object(plain, MOST_MEMBERS).ifPresent(object -> all.add(object.without(name)));
        }
        return all;
    }

    private ProofOutcome tryAll(
            Sides sides,
            List<PathStep> place,
            Collection<JsonNode> leaves,
            Difference fact,
            NormalSchema accept,
            @Nullable NormalSchema reject) {
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
                MessageValidator.Opinion opinion = ask(sides, false, value, place);
                if (!opinion.valid() && !opinion.near()) {
                    why = "a message with it is refused for another reason: " + opinion.words();
                    continue;
                }
                if (!opinion.valid()) {
                    JsonNode shown =
                            StructuralWitness.aboutMember(fact.kind()) && fact.kind() != DifferenceKind.PROPERTY_REFUSED
                                    ? MissingNode.getInstance()
                                    : leaf;
                    return new ProofOutcome.Proven(
                            new Witness(value, shown, sides.acceptIsNew() ? "new" : "old", opinion.words()));
                }
                refuted |= aimed(fact, accept, reject, leaf);
                accepted = true;
                why = "the values that were tried are accepted by both contracts";
            } catch (BoundedPattern.Undecided costly) {
                return new ProofOutcome.Unproven(String.valueOf(costly.getMessage()));
            }
        }
        if (refuted) {
            return new ProofOutcome.Refuted("what it rules out here is accepted in another way");
        }
        int texts =
                fact.kind() == DifferenceKind.PATTERN_CHANGED && accept instanceof Plain plain ? matching(plain) : 0;
        return texts < ENOUGH_TEXTS
                ? new ProofOutcome.Unproven(why, accepted)
                : new ProofOutcome.Unproven(
                        "none of " + texts + " texts that match the one pattern is refused by the other", true);
    }

    private static int matching(Plain plain) {
        return (int) plain.texts().patterns().stream()
                .flatMap(pattern -> PatternStringGenerator.examples(pattern, PatternStringGenerator.TRIES).stream())
                .filter(text -> SampleStrings.matches(plain.texts().patterns(), text))
                .count();
    }

    /** True when the value was built to break, so that it says something when it does not. */
    private static boolean aimed(Difference fact, NormalSchema accept, @Nullable NormalSchema reject, JsonNode leaf) {
        return StructuralWitness.aboutMember(fact.kind())
                || fact.kind() == DifferenceKind.BRANCH_REMOVED
                || fact.kind() == DifferenceKind.UNIQUE_ITEMS_SET
                || fact.kind() == DifferenceKind.UNIQUE_ITEMS_DROPPED
                || (reject != null && SurfaceMatch.fits(accept, leaf) && !SurfaceMatch.fits(reject, leaf));
    }

    private MessageValidator.Opinion ask(Sides sides, boolean accepting, JsonNode value, List<PathStep> place) {
        boolean inNew = sides.acceptIsNew() == accepting;
        SchemaRef root = accepting ? sides.acceptRoot() : sides.rejectRoot();
        return (inNew ? next : old).ask(root, sides.message().direction().side(), value, ValueBuilder.pointer(place));
    }

    /** A value that several branches take where one may: nothing but trying finds it. */
    public Optional<Difference> overlap(SchemaComparison.Exclusive union, Set<String> reported) {
        Sides sides = sides(union.place().message());
        NormalSchema accept = sides.acceptIsNew() ? union.next() : union.old();
        NormalSchema reject = sides.acceptIsNew() ? union.old() : union.next();
        if (!(reject instanceof NormalSchema.Choice choice) || !choice.exactlyOne()) {
            return Optional.empty();
        }
        List<JsonNode> values = new ArrayList<>(WitnessCandidates.overlaps(sides.accepting(), accept));
        values.addAll(WitnessCandidates.overlaps(sides.rejecting(), reject));
        List<PathStep> place = union.place().steps();
        for (JsonNode leaf : values) {
            if (!meets(sides, accept, choice, leaf)) {
                continue;
            }
            JsonNode value = sides.around(place, leaf);
            try {
                if (value == null || !ask(sides, true, value, place).valid()) {
                    continue;
                }
                MessageValidator.Opinion opinion = ask(sides, false, value, place);
                if (!opinion.valid()
                        && opinion.severalBranches()
                        && reported.add(union.place().path()
                                + union.place().message().operation()
                                + union.place().message().direction())) {
                    DifferenceKind kind = sides.acceptIsNew()
                            ? DifferenceKind.BRANCHES_NO_LONGER_OVERLAP
                            : DifferenceKind.BRANCHES_OVERLAP;
                    return Optional.of(Difference.of(
                            kind, union.place(), union.old().at(), union.next().at(), MissingNode.getInstance(), leaf));
                }
            } catch (BoundedPattern.Undecided costly) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether it looks as if one contract took the value, and several branches of the other did. */
    private static boolean meets(Sides sides, NormalSchema accept, NormalSchema.Choice reject, JsonNode leaf) {
        Normalizer theirs = sides.rejecting().schemas();
        if (leaf.isNull()) {
            return true;
        }
        long takers = reject.branches().stream()
                .filter(branch -> SurfaceMatch.fits(theirs, branch.shape(), leaf))
                .count();
        return takers > 1 && SurfaceMatch.fits(sides.accepting().schemas(), accept, leaf);
    }

    /** The proof of an overlap is the value that was found. */
    public ProofOutcome overlapping(Difference fact) {
        Sides sides = sides(fact.place().message());
        JsonNode value = sides.around(fact.place().steps(), fact.after());
        if (value == null) {
            return new ProofOutcome.Unproven("the place could not be reached with a value");
        }
        String words = ask(sides, false, value, fact.place().steps()).words();
        return new ProofOutcome.Proven(new Witness(value, fact.after(), sides.acceptIsNew() ? "new" : "old", words));
    }
}
