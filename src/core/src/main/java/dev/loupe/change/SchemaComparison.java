package dev.loupe.change;

import dev.loupe.change.Shape.Choice;
import dev.loupe.change.Shape.Plain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks two schemas in their normal form side by side and writes down what differs. Judges nothing. */
final class SchemaComparison {
    private static final int DEEPEST = 300;
    private static final int MOST_LOOKS_FOR_COVER = 50;

    private final Normalizer old;
    private final Normalizer next;
    private final Side side;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Exclusive> exclusives = new ArrayList<>();
    private final Map<Pair, Met> met = new HashMap<>();
    private final UnionComparison unions;
    /** How often it is still looked whether other branches make good what one lost: each time costs a walk. */
    private int looksForCover;

    private boolean covered;

    SchemaComparison(Normalizer old, Normalizer next, Side side) {
        this(old, next, side, MOST_LOOKS_FOR_COVER);
    }

    private SchemaComparison(Normalizer old, Normalizer next, Side side, int looksForCover) {
        this.looksForCover = looksForCover;
        this.old = old;
        this.next = next;
        this.side = side;
        this.unions = new UnionComparison(this, old, next, side);
    }

    /** A union of which exactly one branch may hold, in which something changed: only trying tells what that does. */
    record Exclusive(Place place, Shape old, Shape next) {}

    private record Pair(Slot old, Slot next, boolean covered) {}

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

    List<Fact> facts() {
        return facts;
    }

    List<Exclusive> exclusives() {
        return exclusives;
    }

    void compare(Slot a, Slot b, Place place) {
        if (place.depth() > DEEPEST) {
            add(Fact.of(Kind.TOO_DEEP, place, a.at(), b.at()));
            return;
        }
        Pair pair = new Pair(a, b, covered);
        Met before = met.get(pair);
        if (before != null) {
            for (int i = before.from; i < before.to; i++) {
                Fact fact = facts.get(i);
                fact.alsoAt(fact.place().moved(before.depth, place));
            }
            return;
        }
        Met now = new Met(facts.size(), place.depth());
        met.put(pair, now);
        compare(old.shape(a), next.shape(b), place);
        now.to = facts.size();
    }

    void compare(Shape a, Shape b, Place place) {
        if (a instanceof Shape.Broken || b instanceof Shape.Broken) {
            if (circle(a) || circle(b)) {
                add(Fact.of(Kind.TOO_DEEP, place, a.at(), b.at()));
            }
            return;
        }
        NoteComparison.compare(a, b, place, this);
        OpaqueComparison.unions(a, b, place, this);
        if (a instanceof Plain x && b instanceof Plain y) {
            plain(x, y, place);
            return;
        }
        Plain widest = allKinds(a);
        Plain other = allKinds(b);
        if (widest != null && other != null && (a.acceptsAnything() || b.acceptsAnything()) && !(exactlyOne(a) || exactlyOne(b))) {
            // beside a branch that takes values of every kind no other branch counts
            plain(widest.withNullable(true), other.withNullable(true), place);
            if (!(a instanceof Choice && b instanceof Choice)) {
                return;
            }
        } else if (a.acceptsAnything() != b.acceptsAnything() && !(exactlyOne(a) || exactlyOne(b))) {
            add(types(a.acceptsAnything() ? Kind.TYPE_REMOVED : Kind.TYPE_ADDED, a, b, place));
            return;
        }
        if (apart(a, b)) {
            add(types(Kind.TYPE_CHANGED, a, b, place));
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
    private static boolean circle(Shape shape) {
        return shape instanceof Shape.Broken broken && broken.reference().isEmpty();
    }

    private static boolean exactlyOne(Shape shape) {
        return shape instanceof Choice choice && choice.exactlyOne();
    }

    /** The schema, or the branch of it, that takes values of every kind; null when there is none. */
    private static @Nullable Plain allKinds(Shape shape) {
        return switch (shape) {
            case Plain plain -> plain.types().size() == Shape.Type.ALL.size() && plain.nullable() ? plain : null;
            case Choice choice -> {
                for (Shape.Branch branch : choice.branches()) {
                    if (branch.shape() instanceof Plain plain
                            && plain.types().size() == Shape.Type.ALL.size()
                            && choice.nullable()) {
                        yield plain;
                    }
                }
                yield null;
            }
            case Shape.Broken broken -> null;
        };
    }

    /** A union and a schema that have no kind of value in common: one became the other. */
    private static boolean apart(Shape a, Shape b) {
        Set<String> mine = Words.kinds(a);
        Set<String> theirs = Words.kinds(b);
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
    void compareTexts(Slot a, Slot b, Place place) {
        Shape x = old.shape(a);
        Shape y = next.shape(b);
        boolean texts = side == Side.REQUEST ? WrittenText.fits(x, y) : WrittenText.fits(y, x);
        if (texts) {
            NoteComparison.compare(x, y, place, this);
            add(types(side == Side.REQUEST ? Kind.TYPE_ADDED : Kind.TYPE_REMOVED, x, y, place));
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
    boolean equal(Shape a, Shape b, Place place) {
        SchemaComparison quiet = new SchemaComparison(old, next, side, 0);
        quiet.compare(a, b, place);
        return quiet.facts.stream().allMatch(fact -> fact.kind().move() == Kind.Move.NEITHER)
                && quiet.exclusives.isEmpty();
    }

    void add(Fact fact) {
        facts.add(covered ? fact.covered(true) : fact);
    }

    Side side() {
        return side;
    }

    private void plain(Plain a, Plain b, Place place) {
        if (b.acceptsAnything() && !a.acceptsAnything()) {
            // what was asked of its parts went with it
            add(types(Kind.TYPE_ADDED, a, b, place));
            return;
        }
        boolean kindsGone = a.types().size() == Shape.Type.ALL.size()
                && a.nullable()
                && !b.types().containsAll(a.types());
        boolean kindsCame = b.types().size() == Shape.Type.ALL.size()
                && b.nullable()
                && !a.types().containsAll(b.types());
        if (!kindsGone && !kindsCame) {
            // else it is said with the other kinds
            nulls(a, b, place);
        }
        if (!typesMeet(a, b, place)) {
            return;
        }
        if (ValueComparison.compare(a, b, place, this)) {
            OpaqueComparison.keywords(a, b, place, this);
            return;
        }
        ScalarComparison.compare(a, b, place, this);
        Slot each = a.items().each();
        Slot other = b.items().each();
        if ((each != null || other != null) && both(a, b, Shape.Type.ARRAY)) {
            compare(Slot.orAnything(each), Slot.orAnything(other), place.then(new Step.Element()));
        }
        if (both(a, b, Shape.Type.OBJECT)) {
            MemberComparison.compare(a, b, place, this);
        }
        OpaqueComparison.keywords(a, b, place, this);
    }

    private static boolean both(Plain a, Plain b, Shape.Type type) {
        return a.types().contains(type) && b.types().contains(type);
    }

    private boolean typesMeet(Plain a, Plain b, Place place) {
        boolean lost = !b.types().containsAll(a.types());
        boolean gained = !a.types().containsAll(b.types());
        if (a.types().isEmpty() || b.types().isEmpty() || !java.util.Collections.disjoint(a.types(), b.types())) {
            if (lost) {
                add(types(Kind.TYPE_REMOVED, a, b, place));
            }
            if (gained) {
                add(types(Kind.TYPE_ADDED, a, b, place));
            }
            return true;
        }
        add(types(Kind.TYPE_CHANGED, a, b, place));
        return false;
    }

    private void nulls(Shape a, Shape b, Place place) {
        if (a.nullable() != b.nullable()) {
            add(types(a.nullable() ? Kind.NULL_REFUSED : Kind.NULL_ALLOWED, a, b, place));
        }
    }

    private Fact types(Kind kind, Shape a, Shape b, Place place) {
        return Fact.of(kind, place, at(a, "type"), at(b, "type"), Words.types(a), Words.types(b));
    }

    static Pointer at(Shape shape, String keyword) {
        return shape instanceof Plain plain ? plain.keyword(keyword) : shape.at();
    }

    /** True when NEW accepts all that OLD accepts, as far as rules can tell. */
    static boolean covers(Normalizer wide, Shape outer, Normalizer narrow, Shape inner, Message message) {
        SchemaComparison quiet = new SchemaComparison(narrow, wide, Side.REQUEST, 0);
        quiet.compare(inner, outer, Place.of(message));
        return !(outer instanceof Shape.Broken)
                && !(inner instanceof Shape.Broken)
                && quiet.exclusives.isEmpty()
                && quiet.facts.stream()
                        .noneMatch(fact -> fact.kind() == Kind.TOO_DEEP
                                || fact.kind() == Kind.PROPERTY_ADDED
                                || fact.kind().move() == Kind.Move.NARROWS
                                || fact.kind().move() == Kind.Move.BOTH);
    }
}
