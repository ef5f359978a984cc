package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.UnionNormalizer;
import dev.loupe.diff.normal.WorkBudget;
import java.util.ArrayList;
import java.util.List;

/** Compares unions branch by branch, after the branches are matched. */
final class UnionComparison {
    private final SchemaComparison walk;
    private final Normalizer old;
    private final Normalizer next;
    private final MessageDirection direction;

    UnionComparison(SchemaComparison walk, Normalizer old, Normalizer next, MessageDirection direction) {
        this.walk = walk;
        this.old = old;
        this.next = next;
        this.direction = direction;
    }

    /** Compares the branches; true when a branch that accepts more now may accept a value of another branch of a oneOf. */
    boolean compare(NormalSchema a, NormalSchema b, MessagePath location) {
        List<Branch> before = branches(a);
        List<Branch> after = branches(b);
        if (!walk.affords((long) WorkBudget.COMPARISON_STEPS * (before.size() + after.size()), a, b, location)) {
            return false;
        }
        List<BranchSignature> oldSignatures = signatures(before, old);
        List<BranchSignature> nextSignatures = signatures(after, next);
        int[] match = BranchMatching.match(before, oldSignatures, after, nextSignatures, old.budget());
        boolean unionAcceptsAnything = (direction == MessageDirection.REQUEST ? b : a).acceptsAnything();
        boolean[] matched = new boolean[after.size()];
        boolean[] kept = new boolean[(direction == MessageDirection.REQUEST ? after : before).size()];
        walk.below(unionAcceptsAnything, () -> {
            for (int i = 0; i < match.length; i++) {
                NormalSchema left = before.get(i).schema();
                if (match[i] >= 0) {
                    matched[match[i]] = true;
                    NormalSchema right = after.get(match[i]).schema();
                    String label = single(a, b) ? "" : oldSignatures.get(i).label();
                    int from = walk.differences().size();
                    int repeats = walk.repeats();
                    walk.compare(left, right, location.then(new PathStep.Branch(label, left, right)));
                    kept[direction == MessageDirection.REQUEST ? match[i] : i] =
                            walk.repeats() == repeats && !acceptsMore(from);
                    if (breaks(from) && walk.maySearchCoverage()) {
                        Coverage by = coveredByOtherBranches(before, left, after, right, location);
                        if (by != Coverage.NONE) {
                            walk.coveredSince(from, by);
                        }
                    }
                } else {
                    removed(a, b, before.get(i), oldSignatures.get(i), location, after);
                }
            }
            for (int j = 0; j < matched.length; j++) {
                if (!matched[j]) {
                    added(a, b, after.get(j), nextSignatures.get(j), location, before);
                }
            }
        });
        return direction == MessageDirection.REQUEST
                ? mayOverlap(b, exactlyOne(a), kept, next)
                : mayOverlap(a, exactlyOne(b), kept, old);
    }

    /**
     * Whether several branches of the rejecting side may accept a value that the other side accepts.
     *
     * @param exactlyOne whether a single branch of the accepting side may accept the value too
     * @param kept the branches that accept no more than their match: two of them overlap on both sides
     */
    private static boolean mayOverlap(NormalSchema reject, boolean exactlyOne, boolean[] kept, Normalizer schemas) {
        if (!(reject instanceof Union union) || !union.exactlyOne()) {
            return false;
        }
        List<Branch> branches = union.branches();
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < i; j++) {
                if (!(exactlyOne && kept[i] && kept[j])
                        && !DisjointBranches.areDisjoint(branches.get(i), branches.get(j), schemas)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the rejecting side of a branch accepts values that the accepting side does not, after these differences. */
    private boolean acceptsMore(int from) {
        boolean request = direction == MessageDirection.REQUEST;
        DifferenceKind.Effect more = request ? DifferenceKind.Effect.WIDENS : DifferenceKind.Effect.NARROWS;
        return walk.differences().subList(from, walk.differences().size()).stream()
                .map(Difference::kind)
                .anyMatch(kind -> kind.effect() == more
                        || kind.effect() == DifferenceKind.Effect.BOTH
                        || kind.is(Subject.PROPERTY, request ? Edit.REMOVED : Edit.ADDED));
    }

    private boolean breaks(int from) {
        DifferenceKind.Effect bad =
                direction == MessageDirection.REQUEST ? DifferenceKind.Effect.NARROWS : DifferenceKind.Effect.WIDENS;
        return walk.differences().subList(from, walk.differences().size()).stream()
                .anyMatch(difference ->
                        difference.kind().effect() == bad || difference.kind().effect() == DifferenceKind.Effect.BOTH);
    }

    /** Whether other branches accept the values that this branch no longer accepts, or newly accepts. */
    private Coverage coveredByOtherBranches(
            List<Branch> before, NormalSchema left, List<Branch> after, NormalSchema right, MessagePath location) {
        return direction == MessageDirection.REQUEST
                ? UnionCoverage.covers(after, next, left, old, location.message())
                : UnionCoverage.covers(before, old, right, next, location.message());
    }

    /** True when both have one branch: the location then needs no branch label. */
    private static boolean single(NormalSchema a, NormalSchema b) {
        return branches(a).size() == 1 && branches(b).size() == 1;
    }

    private static List<Branch> branches(NormalSchema schema) {
        return switch (schema) {
            case Union union -> union.branches();
            case Plain plain -> {
                List<Branch> all = new ArrayList<>();
                UnionNormalizer.alternatives(plain).forEach(each -> all.add(new Branch(SchemaRef.ANYTHING, each)));
                yield all;
            }
            case NormalSchema.Unresolved unresolved -> List.of();
        };
    }

    private static List<BranchSignature> signatures(List<Branch> branches, Normalizer schemas) {
        List<BranchSignature> all = new ArrayList<>();
        branches.forEach(each -> all.add(BranchSignature.of(each.schema(), schemas)));
        return all;
    }

    private void removed(
            NormalSchema a,
            NormalSchema b,
            Branch removed,
            BranchSignature signature,
            MessagePath location,
            List<Branch> after) {
        Coverage still = direction == MessageDirection.REQUEST && !exactlyOne(b) && walk.maySearchCoverage()
                ? UnionCoverage.covers(after, next, removed.schema(), old, location.message())
                : Coverage.NONE;
        boolean newType = b instanceof Plain plain && java.util.Collections.disjoint(plain.types(), signature.types());
        MessagePath at = location.then(new PathStep.Branch(signature.label(), removed.schema(), removed.schema()));
        walk.add(Difference.of(
                        newType
                                ? DifferenceKind.of(Subject.TYPE, Edit.REMOVED)
                                : DifferenceKind.of(Subject.BRANCH, Edit.REMOVED),
                        at,
                        removed.schema().at(),
                        b.at(),
                        newType ? SchemaDescriber.types(a) : written(removed),
                        newType ? SchemaDescriber.types(b) : MissingNode.getInstance())
                .about(newType ? "" : signature.label())
                .covered(still));
    }

    private void added(
            NormalSchema a,
            NormalSchema b,
            Branch added,
            BranchSignature signature,
            MessagePath location,
            List<Branch> before) {
        Coverage was = direction == MessageDirection.RESPONSE && !exactlyOne(a) && walk.maySearchCoverage()
                ? UnionCoverage.covers(before, old, added.schema(), next, location.message())
                : Coverage.NONE;
        boolean newType = a instanceof Plain plain && java.util.Collections.disjoint(plain.types(), signature.types());
        MessagePath at = location.then(new PathStep.Branch(signature.label(), added.schema(), added.schema()));
        walk.add(Difference.of(
                        newType
                                ? DifferenceKind.of(Subject.TYPE, Edit.ADDED)
                                : DifferenceKind.of(Subject.BRANCH, Edit.ADDED),
                        at,
                        a.at(),
                        added.schema().at(),
                        newType ? SchemaDescriber.types(a) : MissingNode.getInstance(),
                        newType ? SchemaDescriber.types(b) : written(added))
                .about(newType ? "" : signature.label())
                .covered(was));
    }

    /** The branch as written, so that accepting this change accepts no other. */
    static JsonNode written(Branch branch) {
        List<SchemaRef.Part> parts = branch.ref().parts();
        return parts.isEmpty()
                ? SchemaDescriber.types(branch.schema())
                : SchemaDescriber.outline(parts.getLast().node());
    }

    private static boolean exactlyOne(NormalSchema schema) {
        return schema instanceof Union union && union.exactlyOne();
    }
}
