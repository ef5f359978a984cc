package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.ExclusiveUnion;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.openapi.values.PatternStringGenerator;
import dev.loupe.openapi.values.PatternTrial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches a witness: a request that OLD accepts and NEW rejects, or a response that NEW allows and OLD does not. A
 * value counts only when the validator confirms both.
 */
public final class WitnessSearch {
    /** Values tried for one change. */
    static final int MOST = 80;

    private static final int MOST_PROPERTIES = 1_000;

    /** Strings of one pattern that have to be tried before the other counts as searched. */
    private static final int ENOUGH_TEXTS = 20;

    static final String USED_UP = "the work budget of the search for witnesses is used up";

    /** Steps before the first value is tried. */
    static final int SEARCH_STEPS = 1_000;

    static final int TRY_STEPS = 200;

    /** A value that a pattern or a schema did not decide in bounds took the time of many. */
    private static final int COSTLY_STEPS = 20_000;

    private final WorkBudget budget;
    private final ProofSpecs specs;
    private final OverlapSearch overlaps;

    public WitnessSearch(DifferenceCollector collector) {
        this(collector, new WorkBudget(WorkBudget.PROOF_STEPS));
    }

    /**
     * Creates a search.
     *
     * @param budget for all searches together; once it is used up, what is left is unproven
     */
    WitnessSearch(DifferenceCollector collector, WorkBudget budget) {
        this.budget = budget;
        this.specs = new ProofSpecs(collector, budget);
        this.overlaps = new OverlapSearch(specs, budget);
    }

    public ProofOutcome prove(Difference difference) {
        if (difference.kind().is(Subject.BRANCHES, Edit.OVERLAP)
                || difference.kind().is(Subject.BRANCHES, Edit.NO_LONGER_OVERLAP)) {
            return overlaps.prove(difference);
        }
        Optional<Witness> plain = StructuralWitness.of(difference);
        if (plain.isPresent()) {
            return new ProofOutcome.Proven(plain.get());
        }
        if (!budget.take(SEARCH_STEPS)) {
            return new ProofOutcome.Unproven(USED_UP);
        }
        ProofSides sides = specs.sides(difference.location().message());
        boolean aboutPresence = difference.kind().isAboutPresence();
        List<PathStep> steps = difference.location().steps();
        if (isExtension(sides, steps)) {
            return new ProofOutcome.Unproven("no validator applies a schema that only a discriminator selects");
        }
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

    /** A value that several branches of a oneOf match; only trying values finds one. */
    public Optional<Difference> overlap(ExclusiveUnion changed, Set<String> reported) {
        return overlaps.find(changed, reported);
    }

    private static Collection<JsonNode> candidates(
            Difference difference, ProofSides sides, NormalSchema accept, @Nullable NormalSchema reject) {
        if (difference.kind().isAboutPresence() && accept instanceof Plain plain) {
            return presenceCandidates(difference, sides.accepting(), plain);
        }
        Subject subject = difference.kind().subject();
        if ((subject == Subject.CONSTRAINT || subject == Subject.MAX_ITEMS)
                && accept instanceof Plain left
                && reject instanceof Plain right) {
            // an array with one more item begins with what prefixItems accepts
            Set<JsonNode> targeted = KeywordValues.of(
                    new InnerValues(sides.accepting(), sides.rejecting()),
                    left,
                    right,
                    subject == Subject.MAX_ITEMS ? "prefixItems" : difference.subject(),
                    0);
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
            ProofSides sides,
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
                MessageValidator.ValidationResult start = sides.validateAccepting(value, location);
                overlaps |= start.severalBranches();
                if (!start.valid()) {
                    continue;
                }
                MessageValidator.ValidationResult result = sides.validateRejecting(value, location);
                if (!result.valid() && TextProof.isReadAsValid(sides, value)) {
                    refuted = true;
                    readAsText = true;
                    continue;
                }
                if (!result.valid() && value.isNull() && !sides.writer().hasText(value)) {
                    why = "null has no text in a parameter";
                    accepted = true;
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
                    return new ProofOutcome.Proven(new Witness(value, shown, sides.acceptedBy(), result.message()));
                }
                refuted |= isBuiltToBeRejected(difference, accept, reject, leaf);
                accepted = true;
                why = "both specs accept the values that were tried";
            } catch (BoundedPattern.Undecided costly) {
                budget.take(COSTLY_STEPS);
                return new ProofOutcome.Unproven(String.valueOf(costly.getMessage()));
            }
        }
        if (!budget.take(1)) {
            // a value that ends the budget cannot be built
            return new ProofOutcome.Unproven(USED_UP);
        }
        if (readAsText && TextProof.mayBeSplit(sides, location, accept, reject)) {
            return new ProofOutcome.Unproven("a text with a delimiter is read as several items", true);
        }
        if (readAsText && !TextProof.readsEveryText(sides, accept, reject)) {
            return new ProofOutcome.Unproven("the texts of the values that were tried are valid for both specs", true);
        }
        if (refuted && readAsText) {
            return new ProofOutcome.Refuted("the value travels as text, which both specs accept");
        }
        if (refuted) {
            // more values may be rejected than were tried
            return new ProofOutcome.Unproven("another part of the schema accepts the values that were tried", true);
        }
        if (LoneLimit.decides(difference.kind(), sides, location, accept)) {
            return new ProofOutcome.Unproven("a value beyond the limit is too large to be tried");
        }
        // a variant and its properties are meant to count, even where it never is the only one that matches
        boolean aboutVariant = difference.kind().subject() == Subject.BRANCH
                || difference.kind().isAboutPresence();
        if (!accepted && overlaps && isSelected(sides, location)) {
            return new ProofOutcome.Unproven("the discriminator selects the variant, whatever other variants match");
        }
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

    /** True when a discriminator selects the variant that the location is in. */
    private static boolean isSelected(ProofSides sides, List<PathStep> location) {
        return aroundBranches(sides, location)
                .anyMatch(union -> union.annotations().discriminator() != null);
    }

    /** True when the variant extends the schema that has the discriminator, and no union lists it. */
    private static boolean isExtension(ProofSides sides, List<PathStep> location) {
        return aroundBranches(sides, location)
                .anyMatch(schema -> schema instanceof Plain plain
                        && plain.unions().isEmpty()
                        && plain.annotations().discriminator() != null);
    }

    /** The accepting schemas whose variants the location is in. */
    private static Stream<NormalSchema> aroundBranches(ProofSides sides, List<PathStep> location) {
        return IntStream.range(0, location.size())
                .filter(i -> location.get(i) instanceof PathStep.Branch)
                .mapToObj(i -> SchemaLookup.at(
                        sides.accepting().schemas(), sides.acceptRoot(), location.subList(0, i), sides.acceptIsNew()))
                .flatMap(Stream::ofNullable);
    }

    /** True when keywords without a normal form may state what the other spec states in another way. */
    private static boolean mayImplyTheConstraint(NormalSchema accept) {
        return accept instanceof Plain plain
                && (!plain.otherKeywords().isEmpty()
                        || !plain.unions().isEmpty()
                        || plain.properties().min() > 0);
    }

    private static int matching(Plain plain) {
        PatternTrial patterns = new PatternTrial(WitnessCandidates.PATTERN_STEPS);
        return (int) plain.strings().patterns().stream()
                .flatMap(pattern -> PatternStringGenerator.examples(pattern, PatternStringGenerator.TRIES).stream())
                .filter(text -> patterns.matches(plain.strings().patterns(), text))
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
}
