package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.change.Shape.Branch;
import dev.loupe.change.Shape.Choice;
import dev.loupe.change.Shape.Plain;
import java.util.ArrayList;
import java.util.List;

/** Compares unions branch by branch, once it is known which branch is which. */
final class UnionComparison {
    private final SchemaComparison walk;
    private final Normalizer old;
    private final Normalizer next;
    private final Side side;

    UnionComparison(SchemaComparison walk, Normalizer old, Normalizer next, Side side) {
        this.walk = walk;
        this.old = old;
        this.next = next;
        this.side = side;
    }

    void compare(Shape a, Shape b, Place place) {
        List<Branch> before = branches(a);
        List<Branch> after = branches(b);
        List<Signature> oldMarks = signatures(before, old);
        List<Signature> nextMarks = signatures(after, next);
        int[] match = BranchMatching.match(before, oldMarks, after, nextMarks);
        boolean anythingBeside = (side == Side.REQUEST ? b : a).acceptsAnything();
        boolean[] taken = new boolean[after.size()];
        walk.below(anythingBeside, () -> {
            for (int i = 0; i < match.length; i++) {
                Shape mine = before.get(i).shape();
                if (match[i] >= 0) {
                    taken[match[i]] = true;
                    Shape theirs = after.get(match[i]).shape();
                    String label = single(a, b) ? "" : oldMarks.get(i).label();
                    int from = walk.facts().size();
                    walk.compare(mine, theirs, place.then(new Step.Into(label, mine, theirs)));
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
        Kind.Move bad = side == Side.REQUEST ? Kind.Move.NARROWS : Kind.Move.WIDENS;
        return walk.facts().subList(from, walk.facts().size()).stream()
                .anyMatch(fact -> fact.kind().move() == bad || fact.kind().move() == Kind.Move.BOTH);
    }

    /** What this branch no longer takes (or takes now), the others do (or did). */
    private boolean madeGood(List<Branch> before, Shape mine, List<Branch> after, Shape theirs, Place place) {
        return side == Side.REQUEST
                ? UnionCover.covers(after, next, mine, old, place.message())
                : UnionCover.covers(before, old, theirs, next, place.message());
    }

    /** One of the two is no union: the place needs no name for its branch when that has only one. */
    private static boolean single(Shape a, Shape b) {
        return branches(a).size() == 1 && branches(b).size() == 1;
    }

    private static List<Branch> branches(Shape shape) {
        return switch (shape) {
            case Choice choice -> choice.branches();
            case Plain plain -> {
                List<Branch> all = new ArrayList<>();
                Unions.alternatives(plain).forEach(each -> all.add(new Branch(Slot.ANYTHING, each)));
                yield all;
            }
            case Shape.Broken broken -> List.of();
        };
    }

    private static List<Signature> signatures(List<Branch> branches, Normalizer schemas) {
        List<Signature> all = new ArrayList<>();
        branches.forEach(each -> all.add(Signature.of(each.shape(), schemas)));
        return all;
    }

    private void removed(Shape a, Shape b, Branch gone, Signature mark, Place place, List<Branch> after) {
        boolean stillFits = side == Side.REQUEST
                && !exactlyOne(b)
                && walk.looksForCover()
                && UnionCover.covers(after, next, gone.shape(), old, place.message());
        boolean newKind = b instanceof Plain plain && java.util.Collections.disjoint(plain.types(), mark.types());
        Place at = place.then(new Step.Into(mark.label(), gone.shape(), gone.shape()));
        walk.add(Fact.of(
                        newKind ? Kind.TYPE_REMOVED : Kind.BRANCH_REMOVED,
                        at,
                        gone.shape().at(),
                        b.at(),
                        newKind ? Words.types(a) : written(gone),
                        newKind ? Words.types(b) : MissingNode.getInstance())
                .about(newKind ? "" : mark.label())
                .covered(stillFits));
    }

    private void added(Shape a, Shape b, Branch come, Signature mark, Place place, List<Branch> before) {
        boolean fitted = side == Side.ANSWER
                && !exactlyOne(a)
                && walk.looksForCover()
                && UnionCover.covers(before, old, come.shape(), next, place.message());
        boolean newKind = a instanceof Plain plain && java.util.Collections.disjoint(plain.types(), mark.types());
        Place at = place.then(new Step.Into(mark.label(), come.shape(), come.shape()));
        walk.add(Fact.of(
                        newKind ? Kind.TYPE_ADDED : Kind.BRANCH_ADDED,
                        at,
                        a.at(),
                        come.shape().at(),
                        newKind ? Words.types(a) : MissingNode.getInstance(),
                        newKind ? Words.types(b) : written(come))
                .about(newKind ? "" : mark.label())
                .covered(fitted));
    }

    /** The branch as it is written, so that accepting its change accepts no other. */
    static JsonNode written(Branch branch) {
        List<Slot.Part> parts = branch.slot().parts();
        return parts.isEmpty()
                ? Words.types(branch.shape())
                : Words.outline(parts.getLast().node());
    }

    private static boolean exactlyOne(Shape shape) {
        return shape instanceof Choice choice && choice.exactlyOne();
    }
}
