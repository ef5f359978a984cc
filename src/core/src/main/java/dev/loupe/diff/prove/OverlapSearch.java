package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.ExclusiveUnion;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.schema.BoundedPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Searches a value that one spec accepts and that several branches of a {@code oneOf} of the other spec match. */
final class OverlapSearch {
    private final ProofSpecs specs;
    private final WorkBudget budget;

    OverlapSearch(ProofSpecs specs, WorkBudget budget) {
        this.specs = specs;
        this.budget = budget;
    }

    /** A value that several branches of a oneOf match, or no value when only that cannot be ruled out. */
    Optional<Difference> find(ExclusiveUnion changed, Set<String> reported) {
        ProofSides sides = specs.sides(changed.location().message());
        NormalSchema accept = sides.acceptIsNew() ? changed.next() : changed.old();
        NormalSchema reject = sides.acceptIsNew() ? changed.old() : changed.next();
        if (!(reject instanceof NormalSchema.Union union) || !union.exactlyOne()) {
            return Optional.empty();
        }
        Optional<JsonNode> found =
                budget.take(WitnessSearch.SEARCH_STEPS) ? search(changed, sides, accept, union) : Optional.empty();
        // readers select the branch by a discriminator
        boolean selected = union.annotations().discriminator() != null;
        if (found.isEmpty() && (selected || !changed.mayOverlap())) {
            return Optional.empty();
        }
        boolean first = reported.add(changed.location().path()
                + changed.location().message().operation()
                + changed.location().message().area());
        return first
                ? Optional.of(Difference.of(
                        DifferenceKind.of(
                                Subject.BRANCHES, sides.acceptIsNew() ? Edit.NO_LONGER_OVERLAP : Edit.OVERLAP),
                        changed.location(),
                        changed.old().at(),
                        changed.next().at(),
                        MissingNode.getInstance(),
                        found.orElse(MissingNode.getInstance())))
                : Optional.empty();
    }

    private Optional<JsonNode> search(
            ExclusiveUnion changed, ProofSides sides, NormalSchema accept, NormalSchema.Union union) {
        List<JsonNode> values = new ArrayList<>(WitnessCandidates.overlaps(sides.accepting(), accept));
        values.addAll(WitnessCandidates.overlaps(sides.rejecting(), union));
        List<PathStep> location = changed.location().steps();
        for (JsonNode leaf : values) {
            // each value is compared with each branch, and there is a value for each branch
            if (!budget.take(union.branches().size())) {
                return Optional.empty();
            }
            if (!probablyOverlaps(sides, accept, union, leaf)) {
                continue;
            }
            JsonNode value = sides.around(location, leaf);
            try {
                if (value == null
                        || !budget.take(WitnessSearch.TRY_STEPS)
                        || !sides.validateAccepting(value, location).valid()) {
                    continue;
                }
                MessageValidator.ValidationResult result = sides.validateRejecting(value, location);
                if (!result.valid() && result.severalBranches() && !TextProof.isReadAsValid(sides, value)) {
                    return Optional.of(leaf);
                }
            } catch (BoundedPattern.Undecided costly) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether one spec probably accepts the value and several branches of the other match it. */
    private static boolean probablyOverlaps(
            ProofSides sides, NormalSchema accept, NormalSchema.Union reject, JsonNode leaf) {
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
    ProofOutcome prove(Difference difference) {
        if (difference.after().isMissingNode()) {
            return new ProofOutcome.Unproven("no value was found that several branches match", true);
        }
        ProofSides sides = specs.sides(difference.location().message());
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
                sides.validateRejecting(value, difference.location().steps()).message();
        return new ProofOutcome.Proven(new Witness(value, difference.after(), sides.acceptedBy(), message));
    }
}
