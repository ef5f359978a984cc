package dev.loupe.diff.compare;

import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Choice;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks two schemas in their normal form side by side and writes down what differs. Judges nothing. */
public final class SchemaComparison {
    private static final int DEEPEST = 300;
    private static final int MOST_LOOKS_FOR_COVER = 50;

    private final Normalizer old;
    private final Normalizer next;
    private final MessageDirection side;
    private final List<Difference> facts = new ArrayList<>();
    private final List<Exclusive> exclusives = new ArrayList<>();
    private final Map<Pair, Met> met = new HashMap<>();
    private final UnionComparison unions;
    /** How often it is still looked whether other branches make good what one lost: each time costs a walk. */
    private int looksForCover;

    private boolean covered;

    SchemaComparison(Normalizer old, Normalizer next, MessageDirection side) {
        this(old, next, side, MOST_LOOKS_FOR_COVER);
    }

    private SchemaComparison(Normalizer old, Normalizer next, MessageDirection side, int looksForCover) {
        this.looksForCover = looksForCover;
        this.old = old;
        this.next = next;
        this.side = side;
        this.unions = new UnionComparison(this, old, next, side);
    }

    /** A union of which exactly one branch may hold, in which something changed: only trying tells what that does. */
    public record Exclusive(MessagePath place, NormalSchema old, NormalSchema next) {}

    private record Pair(SchemaRef old, SchemaRef next, boolean covered) {}

    /** Where the facts of a pair start and end in the list; the end is -1 while the pair is being compared. */
    private static final class Met {
        private final int from;
        private final int depth;
        private int to = -1;

        private Met(int from, int depth) {
            this.from = from;
            this.depth = depth;
        }
    }

    List<Difference> facts() {
        return facts;
    }

    List<Exclusive> exclusives() {
        return exclusives;
    }

    void compare(SchemaRef a, SchemaRef b, MessagePath place) {
        if (place.depth() > DEEPEST) {
            add(Difference.of(DifferenceKind.TOO_DEEP, place, a.at(), b.at()));
            return;
        }
        Pair pair = new Pair(a, b, covered);
        Met before = met.get(pair);
        if (before != null) {
            for (int i = before.from; i < before.to; i++) {
                Difference fact = facts.get(i);
                fact.alsoAt(fact.place().moved(before.depth, place));
            }
            return;
        }
        Met now = new Met(facts.size(), place.depth());
        met.put(pair, now);
        compare(old.shape(a), next.shape(b), place);
        now.to = facts.size();
    }

    void compare(NormalSchema a, NormalSchema b, MessagePath place) {
        if (a instanceof NormalSchema.Broken || b instanceof NormalSchema.Broken) {
            if (circle(a) || circle(b)) {
                add(Difference.of(DifferenceKind.TOO_DEEP, place, a.at(), b.at()));
            }
            return;
        }
        AnnotationComparison.compare(a, b, place, this);
        OtherKeywordComparison.unions(a, b, place, this);
        if (a instanceof Plain x && b instanceof Plain y) {
            plain(x, y, place);
            return;
        }
        Plain widest = allKinds(a);
        Plain other = allKinds(b);
        if (widest != null
                && other != null
                && (a.acceptsAnything() || b.acceptsAnything())
                && !(exactlyOne(a) || exactlyOne(b))) {
            // beside a branch that takes values of every kind no other branch counts
            plain(widest.withNullable(true), other.withNullable(true), place);
            if (!(a instanceof Choice && b instanceof Choice)) {
                return;
            }
        } else if (a.acceptsAnything() != b.acceptsAnything() && !(exactlyOne(a) || exactlyOne(b))) {
            add(types(a.acceptsAnything() ? DifferenceKind.TYPE_REMOVED : DifferenceKind.TYPE_ADDED, a, b, place));
            return;
        }
        if (apart(a, b)) {
            add(types(DifferenceKind.TYPE_CHANGED, a, b, place));
            return;
        }
        nulls(a, b, place);
        int from = facts.size();
        unions.compare(a, b, place);
        if ((exactlyOne(a) || exactlyOne(b)) && (facts.size() > from || exactlyOne(a) != exactlyOne(b))) {
            exclusives.add(new Exclusive(place, a, b));
        }
    }

    /** It could not be read because it holds itself; references that lead nowhere are told by themselves. */
    private static boolean circle(NormalSchema shape) {
        return shape instanceof NormalSchema.Broken broken && broken.reference().isEmpty();
    }

    private static boolean exactlyOne(NormalSchema shape) {
        return shape instanceof Choice choice && choice.exactlyOne();
    }

    /** The schema, or the branch of it, that takes values of every kind; null when there is none. */
    private static @Nullable Plain allKinds(NormalSchema shape) {
        return switch (shape) {
            case Plain plain -> plain.types().size() == NormalSchema.Type.ALL.size() && plain.nullable() ? plain : null;
            case Choice choice -> {
                for (NormalSchema.Branch branch : choice.branches()) {
                    if (branch.shape() instanceof Plain plain
                            && plain.types().size() == NormalSchema.Type.ALL.size()
                            && choice.nullable()) {
                        yield plain;
                    }
                }
                yield null;
            }
            case NormalSchema.Broken broken -> null;
        };
    }

    /** A union and a schema that have no kind of value in common: one became the other. */
    private static boolean apart(NormalSchema a, NormalSchema b) {
        Set<String> mine = SchemaDescriber.kinds(a);
        Set<String> theirs = SchemaDescriber.kinds(b);
        return !mine.isEmpty() && !theirs.isEmpty() && java.util.Collections.disjoint(mine, theirs);
    }

    /** Below a union in which another branch accepts everything. */
    void below(boolean anythingBeside, Runnable comparison) {
        boolean before = covered;
        covered |= anythingBeside;
        comparison.run();
        covered = before;
    }

    /** Compares schemas of what is written as text: each number is a text too. */
    void compareTexts(SchemaRef a, SchemaRef b, MessagePath place) {
        NormalSchema x = old.shape(a);
        NormalSchema y = next.shape(b);
        boolean texts = side == MessageDirection.REQUEST ? ParameterText.fits(x, y) : ParameterText.fits(y, x);
        if (texts) {
            AnnotationComparison.compare(x, y, place, this);
            add(types(
                    side == MessageDirection.REQUEST ? DifferenceKind.TYPE_ADDED : DifferenceKind.TYPE_REMOVED,
                    x,
                    y,
                    place));
        } else {
            compare(a, b, place);
        }
    }

    /** False for a comparison that is itself such a look, and when there were enough of them. */
    boolean looksForCover() {
        return looksForCover-- > 0;
    }

    /** Marks what was found since then as what another branch makes good. */
    void coveredSince(int from) {
        for (int i = from; i < facts.size(); i++) {
            facts.set(i, facts.get(i).covered(true));
        }
        // the same schemas may meet again where nothing covers them
        met.values().removeIf(each -> each.from >= from);
    }

    /** Compares without a trace. */
    boolean equal(NormalSchema a, NormalSchema b, MessagePath place) {
        SchemaComparison quiet = new SchemaComparison(old, next, side, 0);
        quiet.compare(a, b, place);
        return quiet.facts.stream().allMatch(fact -> fact.kind().move() == DifferenceKind.Move.NEITHER)
                && quiet.exclusives.isEmpty();
    }

    void add(Difference fact) {
        facts.add(covered ? fact.covered(true) : fact);
    }

    MessageDirection side() {
        return side;
    }

    private void plain(Plain a, Plain b, MessagePath place) {
        if (b.acceptsAnything() && !a.acceptsAnything()) {
            // what was asked of its parts went with it
            add(types(DifferenceKind.TYPE_ADDED, a, b, place));
            return;
        }
        boolean kindsGone = a.types().size() == NormalSchema.Type.ALL.size()
                && a.nullable()
                && !b.types().containsAll(a.types());
        boolean kindsCame = b.types().size() == NormalSchema.Type.ALL.size()
                && b.nullable()
                && !a.types().containsAll(b.types());
        if (!kindsGone && !kindsCame) {
            // else it is said with the other kinds
            nulls(a, b, place);
        }
        if (!typesMeet(a, b, place)) {
            return;
        }
        if (EnumComparison.compare(a, b, place, this)) {
            OtherKeywordComparison.keywords(a, b, place, this);
            return;
        }
        ConstraintComparison.compare(a, b, place, this);
        SchemaRef each = a.items().each();
        SchemaRef other = b.items().each();
        if ((each != null || other != null) && both(a, b, NormalSchema.Type.ARRAY)) {
            compare(SchemaRef.orAnything(each), SchemaRef.orAnything(other), place.then(new PathStep.Element()));
        }
        if (both(a, b, NormalSchema.Type.OBJECT)) {
            PropertyComparison.compare(a, b, place, this);
        }
        OtherKeywordComparison.keywords(a, b, place, this);
    }

    private static boolean both(Plain a, Plain b, NormalSchema.Type type) {
        return a.types().contains(type) && b.types().contains(type);
    }

    private boolean typesMeet(Plain a, Plain b, MessagePath place) {
        boolean lost = !b.types().containsAll(a.types());
        boolean gained = !a.types().containsAll(b.types());
        if (a.types().isEmpty() || b.types().isEmpty() || !java.util.Collections.disjoint(a.types(), b.types())) {
            if (lost) {
                add(types(DifferenceKind.TYPE_REMOVED, a, b, place));
            }
            if (gained) {
                add(types(DifferenceKind.TYPE_ADDED, a, b, place));
            }
            return true;
        }
        add(types(DifferenceKind.TYPE_CHANGED, a, b, place));
        return false;
    }

    private void nulls(NormalSchema a, NormalSchema b, MessagePath place) {
        if (a.nullable() != b.nullable()) {
            add(types(a.nullable() ? DifferenceKind.NULL_REFUSED : DifferenceKind.NULL_ALLOWED, a, b, place));
        }
    }

    private Difference types(DifferenceKind kind, NormalSchema a, NormalSchema b, MessagePath place) {
        return Difference.of(
                kind, place, at(a, "type"), at(b, "type"), SchemaDescriber.types(a), SchemaDescriber.types(b));
    }

    static DocumentPointer at(NormalSchema shape, String keyword) {
        return shape instanceof Plain plain ? plain.keyword(keyword) : shape.at();
    }

    /** True when NEW accepts all that OLD accepts, as far as rules can tell. */
    static boolean covers(
            Normalizer wide, NormalSchema outer, Normalizer narrow, NormalSchema inner, MessagePair message) {
        SchemaComparison quiet = new SchemaComparison(narrow, wide, MessageDirection.REQUEST, 0);
        quiet.compare(inner, outer, MessagePath.of(message));
        return !(outer instanceof NormalSchema.Broken)
                && !(inner instanceof NormalSchema.Broken)
                && quiet.exclusives.isEmpty()
                && quiet.facts.stream()
                        .noneMatch(fact -> fact.kind() == DifferenceKind.TOO_DEEP
                                || fact.kind() == DifferenceKind.PROPERTY_ADDED
                                || fact.kind().move() == DifferenceKind.Move.NARROWS
                                || fact.kind().move() == DifferenceKind.Move.BOTH);
    }
}
