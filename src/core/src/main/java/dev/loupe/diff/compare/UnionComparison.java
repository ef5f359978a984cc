package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Choice;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.UnionNormalizer;
import java.util.ArrayList;
import java.util.List;

/** Compares unions branch by branch, once it is known which branch is which. */
final class UnionComparison {
    private final SchemaComparison walk;
    private final Normalizer old;
    private final Normalizer next;
    private final MessageDirection side;

    UnionComparison(SchemaComparison walk, Normalizer old, Normalizer next, MessageDirection side) {
        this.walk = walk;
        this.old = old;
        this.next = next;
        this.side = side;
    }

    void compare(NormalSchema a, NormalSchema b, MessagePath place) {
        List<Branch> before = branches(a);
        List<Branch> after = branches(b);
        List<BranchSignature> oldMarks = signatures(before, old);
        List<BranchSignature> nextMarks = signatures(after, next);
        int[] match = BranchMatching.match(before, oldMarks, after, nextMarks);
        boolean anythingBeside = (side == MessageDirection.REQUEST ? b : a).acceptsAnything();
        boolean[] taken = new boolean[after.size()];
        walk.below(anythingBeside, () -> {
            for (int i = 0; i < match.length; i++) {
                NormalSchema mine = before.get(i).shape();
                if (match[i] >= 0) {
                    taken[match[i]] = true;
                    NormalSchema theirs = after.get(match[i]).shape();
                    String label = single(a, b) ? "" : oldMarks.get(i).label();
                    int from = walk.facts().size();
                    walk.compare(mine, theirs, place.then(new PathStep.Into(label, mine, theirs)));
                    if (hurts(from) && walk.looksForCover() && madeGood(before, mine, after, theirs, place)) {
                        walk.coveredSince(from);
                    }
                } else {
                    removed(a, b, before.get(i), oldMarks.get(i), place, after);
                }
            }
            for (int j = 0; j < taken.length; j++) {
                if (!taken[j]) {
                    added(a, b, after.get(j), nextMarks.get(j), place, before);
                }
            }
        });
    }

    private boolean hurts(int from) {
        DifferenceKind.Move bad =
                side == MessageDirection.REQUEST ? DifferenceKind.Move.NARROWS : DifferenceKind.Move.WIDENS;
        return walk.facts().subList(from, walk.facts().size()).stream()
                .anyMatch(fact -> fact.kind().move() == bad || fact.kind().move() == DifferenceKind.Move.BOTH);
    }

    /** What this branch no longer takes (or takes now), the others do (or did). */
    private boolean madeGood(
            List<Branch> before, NormalSchema mine, List<Branch> after, NormalSchema theirs, MessagePath place) {
        return side == MessageDirection.REQUEST
                ? UnionCoverage.covers(after, next, mine, old, place.message())
                : UnionCoverage.covers(before, old, theirs, next, place.message());
    }

    /** One of the two is no union: the place needs no name for its branch when that has only one. */
    private static boolean single(NormalSchema a, NormalSchema b) {
        return branches(a).size() == 1 && branches(b).size() == 1;
    }

    private static List<Branch> branches(NormalSchema shape) {
        return switch (shape) {
            case Choice choice -> choice.branches();
            case Plain plain -> {
                List<Branch> all = new ArrayList<>();
                UnionNormalizer.alternatives(plain).forEach(each -> all.add(new Branch(SchemaRef.ANYTHING, each)));
                yield all;
            }
            case NormalSchema.Broken broken -> List.of();
        };
    }

    private static List<BranchSignature> signatures(List<Branch> branches, Normalizer schemas) {
        List<BranchSignature> all = new ArrayList<>();
        branches.forEach(each -> all.add(BranchSignature.of(each.shape(), schemas)));
        return all;
    }

    private void removed(
            NormalSchema a, NormalSchema b, Branch gone, BranchSignature mark, MessagePath place, List<Branch> after) {
        boolean stillFits = side == MessageDirection.REQUEST
                && !exactlyOne(b)
                && walk.looksForCover()
                && UnionCoverage.covers(after, next, gone.shape(), old, place.message());
        boolean newKind = b instanceof Plain plain && java.util.Collections.disjoint(plain.types(), mark.types());
        MessagePath at = place.then(new PathStep.Into(mark.label(), gone.shape(), gone.shape()));
        walk.add(Difference.of(
                        newKind ? DifferenceKind.TYPE_REMOVED : DifferenceKind.BRANCH_REMOVED,
                        at,
                        gone.shape().at(),
                        b.at(),
                        newKind ? SchemaDescriber.types(a) : written(gone),
                        newKind ? SchemaDescriber.types(b) : MissingNode.getInstance())
                .about(newKind ? "" : mark.label())
                .covered(stillFits));
    }

    private void added(
            NormalSchema a, NormalSchema b, Branch come, BranchSignature mark, MessagePath place, List<Branch> before) {
        boolean fitted = side == MessageDirection.ANSWER
                && !exactlyOne(a)
                && walk.looksForCover()
                && UnionCoverage.covers(before, old, come.shape(), next, place.message());
        boolean newKind = a instanceof Plain plain && java.util.Collections.disjoint(plain.types(), mark.types());
        MessagePath at = place.then(new PathStep.Into(mark.label(), come.shape(), come.shape()));
        walk.add(Difference.of(
                        newKind ? DifferenceKind.TYPE_ADDED : DifferenceKind.BRANCH_ADDED,
                        at,
                        a.at(),
                        come.shape().at(),
                        newKind ? SchemaDescriber.types(a) : MissingNode.getInstance(),
                        newKind ? SchemaDescriber.types(b) : written(come))
                .about(newKind ? "" : mark.label())
                .covered(fitted));
    }

    /** The branch as it is written, so that accepting its change accepts no other. */
    static JsonNode written(Branch branch) {
        List<SchemaRef.Part> parts = branch.slot().parts();
        return parts.isEmpty()
                ? SchemaDescriber.types(branch.shape())
                : SchemaDescriber.outline(parts.getLast().node());
    }

    private static boolean exactlyOne(NormalSchema shape) {
        return shape instanceof Choice choice && choice.exactlyOne();
    }
}
