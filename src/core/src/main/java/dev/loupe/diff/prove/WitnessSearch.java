package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.ExclusiveUnion;
import dev.loupe.diff.compare.MessageEncoding;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.diff.normal.WorkBudget;
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
 * Searches a witness: a request that OLD accepts and NEW rejects, or a response that NEW allows and OLD does not. A
 * value counts only when the validator confirms both.
 */
public final class WitnessSearch {
    /** Values tried for one change. */
    private static final int MOST = 80;

    private static final int MOST_PROPERTIES = 1_000;

    /** Strings of one pattern that have to be tried before the other counts as searched. */
    private static final int ENOUGH_TEXTS = 20;

    static final String USED_UP = "the work budget of the search for witnesses is used up";

    /** Steps before the first value is tried. */
    private static final int SEARCH_STEPS = 1_000;

    private static final int TRY_STEPS = 200;

    private final DifferenceCollector collector;
    private final WorkBudget budget;
    private final MessageValidator old;
    private final MessageValidator next;
    private final ValueSynthesis ofOld;
    private final ValueSynthesis ofNext;

    public WitnessSearch(DifferenceCollector collector) {
        this(collector, new WorkBudget(WorkBudget.PROOF_STEPS));
    }

    /**
     * Creates a search.
     *
     * @param budget for all searches together; once it is used up, what is left is unproven
     */
    WitnessSearch(DifferenceCollector collector, WorkBudget budget) {
        this.collector = collector;
        this.budget = budget;
        this.old = new MessageValidator(collector.oldRoot(), budget);
        this.next = new MessageValidator(collector.nextRoot(), budget);
        this.ofOld = ValueSynthesis.unchecked(collector.oldRoot(), budget::take);
        this.ofNext = ValueSynthesis.unchecked(collector.nextRoot(), budget::take);
    }

    /** The accepting and the rejecting spec of a proof. */
    private record Sides(
            ValueBuilder accepting,
            ValueBuilder rejecting,
            SchemaRef acceptRoot,
            SchemaRef rejectRoot,
            boolean acceptIsNew,
            MessagePair message) {
        @Nullable
        JsonNode around(List<PathStep> location, JsonNode leaf) {
            return accepting.around(acceptRoot, location, acceptIsNew, leaf).orElse(null);
        }
    }

    private Sides sides(MessagePair message) {
        SpecArea area = message.area();
        ValueBuilder left = new ValueBuilder(collector.old(area), collector.oldRoot(), ofOld);
        ValueBuilder right = new ValueBuilder(collector.next(area), collector.nextRoot(), ofNext);
        return area.direction() == MessageDirection.REQUEST
                ? new Sides(left, right, message.old(), message.next(), false, message)
                : new Sides(right, left, message.next(), message.old(), true, message);
    }

    public ProofOutcome prove(Difference difference) {
        Optional<Witness> plain = StructuralWitness.of(difference);
        if (plain.isPresent()) {
            return new ProofOutcome.Proven(plain.get());
        }
        if (!budget.take(SEARCH_STEPS)) {
            return new ProofOutcome.Unproven(USED_UP);
        }
        Sides sides = sides(difference.location().message());
        boolean aboutPresence = difference.kind().isAboutPresence();
        List<PathStep> steps = difference.location().steps();
        List<PathStep> location = aboutPresence ? steps.subList(0, steps.size() - 1) : steps;
        NormalSchema accept =
                SchemaLookup.at(sides.accepting().schemas(), sides.acceptRoot(), location, sides.acceptIsNew());
        NormalSchema reject = difference.kind().is(Subject.BRANCH, Edit.REMOVED)
                ? null
                : SchemaLookup.at(sides.rejecting().schemas(), sides.rejectRoot(), location, !sides.acceptIsNew());
        if (accept == null) {
            return new ProofOutcome.Unproven("no value reaches the location");
        }
        return tryAll(sides, location, candidates(difference, sides, accept, reject), difference, accept, reject);
    }

    private static Collection<JsonNode> candidates(
            Difference difference, Sides sides, NormalSchema accept, @Nullable NormalSchema reject) {
        if (difference.kind().isAboutPresence() && accept instanceof Plain plain) {
            return presenceCandidates(difference, sides.accepting(), plain);
        }
        if (difference.kind().subject() == Subject.CONSTRAINT
                && accept instanceof Plain left
                && reject instanceof Plain right) {
            Set<JsonNode> targeted =
                    KeywordValues.of(sides.accepting(), sides.rejecting(), left, right, difference.subject());
            targeted.addAll(
                    WitnessCandidates.values(sides.accepting(), accept, sides.rejecting(), reject, difference.kind()));
            return targeted;
        }
        return WitnessCandidates.values(sides.accepting(), accept, sides.rejecting(), reject, difference.kind());
    }

    private static List<JsonNode> presenceCandidates(Difference difference, ValueBuilder accepting, Plain plain) {
        String name = difference.subject();
        List<JsonNode> all = new ArrayList<>();
        if (difference.kind().is(Subject.PROPERTY, Edit.REJECTED)) {
            SchemaRef ref = plain.properties().named().get(name);
            Optional<JsonNode> value = ref == null ? Optional.of(NullNode.getInstance()) : accepting.smallest(ref);
            value.ifPresent(given -> accepting.object(plain, 0).ifPresent(object -> all.add(object.set(name, given))));
        } else {
            accepting.object(plain, 0).ifPresent(object -> all.add(object.without(name)));
            accepting.object(plain, MOST_PROPERTIES).ifPresent(object -> all.add(object.without(name)));
        }
        return all;
    }

    private ProofOutcome tryAll(
            Sides sides,
            List<PathStep> location,
            Collection<JsonNode> leaves,
            Difference difference,
            NormalSchema accept,
            @Nullable NormalSchema reject) {
        int tried = 0;
        boolean refuted = false;
        boolean readAsText = false;
        boolean accepted = false;
        boolean built = false;
        boolean overlaps = false;
        String why = "no value that the accepting spec accepts could be built";
        for (JsonNode leaf : leaves) {
            if (tried++ >= MOST) {
                break;
            }
            JsonNode value = sides.around(location, leaf);
            if (value == null) {
                continue;
            }
            built = true;
            if (!budget.take(TRY_STEPS)) {
                return new ProofOutcome.Unproven(USED_UP);
            }
            try {
                MessageValidator.ValidationResult start = validate(sides, true, value, location);
                overlaps |= start.severalBranches();
                if (!start.valid()) {
                    continue;
                }
                MessageValidator.ValidationResult result = validate(sides, false, value, location);
                if (!result.valid() && isReadAsValid(sides, value)) {
                    refuted = true;
                    readAsText = true;
                    continue;
                }
                if (!result.valid() && !result.near()) {
                    why = "a message with the value is rejected for another reason: " + result.message();
                    continue;
                }
                if (!result.valid()) {
                    JsonNode shown = difference.kind().isAboutPresence()
                                    && !difference.kind().is(Subject.PROPERTY, Edit.REJECTED)
                            ? MissingNode.getInstance()
                            : leaf;
                    return new ProofOutcome.Proven(
                            new Witness(value, shown, sides.acceptIsNew() ? "new" : "old", result.message()));
                }
                refuted |= isBuiltToBeRejected(difference, accept, reject, leaf);
                accepted = true;
                why = "both specs accept the values that were tried";
            } catch (BoundedPattern.Undecided costly) {
                return new ProofOutcome.Unproven(String.valueOf(costly.getMessage()));
            }
        }
        if (!budget.take(1)) {
            // a value that ends the budget cannot be built
            return new ProofOutcome.Unproven(USED_UP);
        }
        if (readAsText && mayBeSplit(sides, location, accept, reject)) {
            return new ProofOutcome.Unproven("a text with a delimiter is read as several items", true);
        }
        if (refuted) {
            return new ProofOutcome.Refuted(
                    readAsText
                            ? "the value travels as text, which both specs accept"
                            : "another part of the schema accepts the values that are rejected here");
        }
        // a variant and its properties are meant to count, even where it never is the only one that matches
        boolean aboutVariant = difference.kind().subject() == Subject.BRANCH
                || difference.kind().isAboutPresence();
        if (!accepted && overlaps && !aboutVariant) {
            return new ProofOutcome.Unproven("the values that were tried match several branches of a oneOf", true);
        }
        int strings = difference.kind().is(Subject.PATTERN, Edit.CHANGED) && accept instanceof Plain plain
                ? matching(plain)
                : 0;
        return strings < ENOUGH_TEXTS
                ? new ProofOutcome.Unproven(why, accepted || (built && mayImplyTheConstraint(accept)))
                : new ProofOutcome.Unproven(
                        "none of the " + strings + " strings tried that match one pattern is rejected by the other",
                        true);
    }

    /** True when a single string becomes an array that is written with delimiters. */
    private static boolean mayBeSplit(
            Sides sides, List<PathStep> location, NormalSchema accept, @Nullable NormalSchema reject) {
        MessagePair message = sides.message();
        MessageEncoding reader = sides.acceptIsNew() ? message.oldEncoding() : message.nextEncoding();
        return location.isEmpty()
                && reader instanceof MessageEncoding.Parameter parameter
                && parameter.serialization().splits()
                && SchemaDescriber.typeNames(accept).contains("string")
                && reject != null
                && !SchemaDescriber.typeNames(reject).contains("string");
    }

    /** True when the value travels as a text that the rejecting spec reads as another value, which it accepts. */
    private boolean isReadAsValid(Sides sides, JsonNode value) {
        MessagePair message = sides.message();
        MessageEncoding writer = sides.acceptIsNew() ? message.nextEncoding() : message.oldEncoding();
        MessageEncoding reader = sides.acceptIsNew() ? message.oldEncoding() : message.nextEncoding();
        return writer.readings(value, reader).stream()
                .anyMatch(reading -> !reading.equals(value)
                        && validate(sides, false, reading, List.of()).valid());
    }

    /** True when keywords without a normal form may state what the other spec states in another way. */
    private static boolean mayImplyTheConstraint(NormalSchema accept) {
        return accept instanceof Plain plain
                && (!plain.otherKeywords().isEmpty()
                        || !plain.unions().isEmpty()
                        || plain.properties().min() > 0);
    }

    private static int matching(Plain plain) {
        return (int) plain.strings().patterns().stream()
                .flatMap(pattern -> PatternStringGenerator.examples(pattern, PatternStringGenerator.TRIES).stream())
                .filter(text -> SampleStrings.matches(plain.strings().patterns(), text))
                .count();
    }

    /** True when the value was built to be rejected, so that its acceptance refutes the change. */
    private static boolean isBuiltToBeRejected(
            Difference difference, NormalSchema accept, @Nullable NormalSchema reject, JsonNode leaf) {
        return difference.kind().isAboutPresence()
                || difference.kind().is(Subject.BRANCH, Edit.REMOVED)
                || difference.kind().is(Subject.UNIQUE_ITEMS, Edit.SET)
                || difference.kind().is(Subject.UNIQUE_ITEMS, Edit.DROPPED)
                || (reject != null && SurfaceMatch.fits(accept, leaf) && !SurfaceMatch.fits(reject, leaf));
    }

    private MessageValidator.ValidationResult validate(
            Sides sides, boolean accepting, JsonNode value, List<PathStep> location) {
        boolean inNew = sides.acceptIsNew() == accepting;
        SchemaRef root = accepting ? sides.acceptRoot() : sides.rejectRoot();
        return (inNew ? next : old)
                .validate(root, sides.message().area().direction(), value, ValueBuilder.pointer(location));
    }

    /** A value that several branches of a oneOf match; only trying values finds one. */
    public Optional<Difference> overlap(ExclusiveUnion changed, Set<String> reported) {
        if (!budget.take(SEARCH_STEPS)) {
            return Optional.empty();
        }
        Sides sides = sides(changed.location().message());
        NormalSchema accept = sides.acceptIsNew() ? changed.next() : changed.old();
        NormalSchema reject = sides.acceptIsNew() ? changed.old() : changed.next();
        if (!(reject instanceof NormalSchema.Union union) || !union.exactlyOne()) {
            return Optional.empty();
        }
        List<JsonNode> values = new ArrayList<>(WitnessCandidates.overlaps(sides.accepting(), accept));
        values.addAll(WitnessCandidates.overlaps(sides.rejecting(), reject));
        List<PathStep> location = changed.location().steps();
        for (JsonNode leaf : values) {
            if (!probablyOverlaps(sides, accept, union, leaf)) {
                continue;
            }
            JsonNode value = sides.around(location, leaf);
            try {
                if (value == null
                        || !budget.take(TRY_STEPS)
                        || !validate(sides, true, value, location).valid()) {
                    continue;
                }
                MessageValidator.ValidationResult result = validate(sides, false, value, location);
                if (!result.valid()
                        && result.severalBranches()
                        && reported.add(changed.location().path()
                                + changed.location().message().operation()
                                + changed.location().message().area())) {
                    DifferenceKind kind = DifferenceKind.of(
                            Subject.BRANCHES, sides.acceptIsNew() ? Edit.NO_LONGER_OVERLAP : Edit.OVERLAP);
                    return Optional.of(Difference.of(
                            kind,
                            changed.location(),
                            changed.old().at(),
                            changed.next().at(),
                            MissingNode.getInstance(),
                            leaf));
                }
            } catch (BoundedPattern.Undecided costly) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether one spec probably accepts the value and several branches of the other match it. */
    private static boolean probablyOverlaps(
            Sides sides, NormalSchema accept, NormalSchema.Union reject, JsonNode leaf) {
        Normalizer right = sides.rejecting().schemas();
        if (leaf.isNull()) {
            return true;
        }
        long matching = reject.branches().stream()
                .filter(branch -> SurfaceMatch.fits(right, branch.schema(), leaf))
                .count();
        return matching > 1 && SurfaceMatch.fits(sides.accepting().schemas(), accept, leaf);
    }

    /** The proof of an overlap is the value that was found. */
    public ProofOutcome overlapping(Difference difference) {
        Sides sides = sides(difference.location().message());
        JsonNode value = sides.around(difference.location().steps(), difference.after());
        if (value == null) {
            return new ProofOutcome.Unproven("no value reaches the location");
        }
        NormalSchema reject = SchemaLookup.at(
                sides.rejecting().schemas(),
                sides.rejectRoot(),
                difference.location().steps(),
                !sides.acceptIsNew());
        if (reject != null && reject.annotations().discriminator() != null) {
            return new ProofOutcome.Unproven("the discriminator selects one of the branches that match", true);
        }
        String message =
                validate(sides, false, value, difference.location().steps()).message();
        return new ProofOutcome.Proven(
                new Witness(value, difference.after(), sides.acceptIsNew() ? "new" : "old", message));
    }
}
