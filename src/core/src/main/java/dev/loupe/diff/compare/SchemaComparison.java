package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Obstacle;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two schemas in normal form and reports the differences, without levels. */
final class SchemaComparison {
    private static final int DEEPEST = 300;
    private static final int MOST_COVERAGE_SEARCHES = 50;

    private final Normalizer old;
    private final Normalizer next;
    private final MessageDirection direction;
    private final List<Difference> differences = new ArrayList<>();
    private final List<ExclusiveUnion> exclusiveUnions = new ArrayList<>();
    private final ComparedPairs pairs;
    private final UnionComparison unions;
    private final SameTargets sameTargets;
    private final NestedInclusion nested;
    private final int differenceSteps;
    /** How often something was met that changes the accepted values. */
    private int changes;

    private int repeats;
    /** Whether a difference decides a comparison that is not reported. */
    private final Predicate<Difference> decisive;

    private @Nullable Difference found;
    private boolean stopped;
    /** How many more times other branches are searched for values that one branch lost; each search is a comparison. */
    private int maySearchCoverage;

    private Coverage coverage = Coverage.NONE;

    /** Creates the comparison of all messages of one direction, one after the other. */
    SchemaComparison(Normalizer old, Normalizer next, MessageDirection direction, WorkBudget listing) {
        this(old, next, direction, 0, WorkBudget.DIFFERENCE_STEPS, new SameTargets(), listing, none -> false);
    }

    private SchemaComparison(
            Normalizer old,
            Normalizer next,
            MessageDirection direction,
            int nesting,
            int differenceSteps,
            SameTargets sameTargets,
            WorkBudget listing,
            Predicate<Difference> decisive) {
        this.decisive = decisive;
        this.sameTargets = sameTargets;
        this.differenceSteps = differenceSteps;
        this.nested = new NestedInclusion(old, next, nesting, sameTargets);
        this.pairs = new ComparedPairs(differences, listing);
        this.old = old;
        this.next = next;
        this.direction = direction;
        this.unions = new UnionComparison(this, old, next, direction);
    }

    /** A comparison that is not reported: no coverage, no locations, and it ends with the first decisive difference. */
    static SchemaComparison quiet(
            Normalizer old,
            Normalizer next,
            MessageDirection direction,
            int nesting,
            SameTargets sameTargets,
            Predicate<Difference> decisive) {
        return new SchemaComparison(old, next, direction, nesting, 1, sameTargets, new WorkBudget(0), decisive);
    }

    /** The first decisive difference, null when there is none. */
    @Nullable
    Difference found() {
        return found;
    }

    /** Starts the comparison of another message. */
    void begin() {
        pairs.nextMessage();
        stopped = false;
        maySearchCoverage = MOST_COVERAGE_SEARCHES;
    }

    List<Difference> differences() {
        return differences;
    }

    List<ExclusiveUnion> exclusiveUnions() {
        return exclusiveUnions;
    }

    void compare(SchemaRef a, SchemaRef b, MessagePath location) {
        if (found == null && location.depth() > DEEPEST) {
            add(Difference.of(DifferenceKind.of(Subject.NESTING, Edit.TOO_DEEP), location, a.at(), b.at()));
            return;
        }
        ComparedPairs.Key key = new ComparedPairs.Key(a, b, coverage);
        ComparedPairs.Key targets = new ComparedPairs.Key(old.target(a), next.target(b), coverage);
        ComparedPairs.Pair pair = found != null ? null : pairs.begin(key, targets, location);
        if (pair != null) {
            int before = changes;
            compare(old.schema(a), next.schema(b), location);
            pairs.end(pair, targets, changes > before);
        } else if (pairs.differs(key)) {
            changes++;
            repeats++;
        }
    }

    void compare(NormalSchema a, NormalSchema b, MessagePath location) {
        if (found != null) {
            return;
        }
        if (a instanceof NormalSchema.Unresolved || b instanceof NormalSchema.Unresolved) {
            unresolved(a, b, location);
            return;
        }
        if (!affords(WorkBudget.COMPARISON_STEPS, a, b, location)) {
            return;
        }
        AnnotationComparison.compare(a, b, location, this);
        DiscriminatorComparison.compare(a, b, location, this);
        ContentComparison.compare(old, next, a, b, location, this);
        OtherKeywordComparison.unions(a, b, location, this);
        if (a instanceof Plain x && b instanceof Plain y) {
            PlainComparison.compare(x, y, location, this);
            return;
        }
        boolean exclusive = exactlyOne(a) || exactlyOne(b);
        Plain widest = TypeComparison.branchWithEveryType(a);
        Plain other = TypeComparison.branchWithEveryType(b);
        if (widest != null && other != null && (a.acceptsAnything() || b.acceptsAnything()) && !exclusive) {
            // a branch that accepts every type makes the other branches redundant
            PlainComparison.compare(widest.withNullable(true), other.withNullable(true), location, this);
            if (!(a instanceof Union && b instanceof Union)) {
                return;
            }
        } else if (a.acceptsAnything() != b.acceptsAnything() && !exclusive) {
            add(TypeComparison.of(a.acceptsAnything() ? Edit.REMOVED : Edit.ADDED, a, b, location));
            return;
        }
        if (TypeComparison.haveNoCommonType(a, b)) {
            add(TypeComparison.of(Edit.CHANGED, a, b, location));
            return;
        }
        TypeComparison.compareNull(a, b, location, this);
        int before = changes;
        boolean mayOverlap = unions.compare(a, b, location);
        if (exclusive && (changes > before || exactlyOne(a) != exactlyOne(b))) {
            exclusiveUnions.add(new ExclusiveUnion(location, a, b, mayOverlap));
        }
    }

    /** References without a target are reported separately. */
    private void unresolved(NormalSchema a, NormalSchema b, MessagePath location) {
        if (isStoppedBy(a, Obstacle.TOO_COMPLEX) || isStoppedBy(b, Obstacle.TOO_COMPLEX)) {
            notCompared(Edit.TOO_COMPLEX, a, b, location);
        } else if (isStoppedBy(a, Obstacle.CYCLE) || isStoppedBy(b, Obstacle.CYCLE)) {
            notCompared(Edit.TOO_DEEP, a, b, location);
        }
    }

    /** Whether the budget covers these steps; otherwise the location is reported as not compared. */
    boolean affords(long steps, NormalSchema a, NormalSchema b, MessagePath location) {
        if (old.budget().take(steps)) {
            return true;
        }
        notCompared(Edit.TOO_COMPLEX, a, b, location);
        return false;
    }

    /** Once the budget is used up nothing more of the message is compared, and one difference states that. */
    private void notCompared(Edit why, NormalSchema a, NormalSchema b, MessagePath location) {
        if (stopped) {
            return;
        }
        stopped = why == Edit.TOO_COMPLEX;
        add(Difference.of(DifferenceKind.of(Subject.NESTING, why), location, a.at(), b.at()));
    }

    private static boolean isStoppedBy(NormalSchema schema, Obstacle obstacle) {
        return schema instanceof NormalSchema.Unresolved unresolved && unresolved.obstacle() == obstacle;
    }

    private static boolean exactlyOne(NormalSchema schema) {
        return schema instanceof Union union && union.exactlyOne();
    }

    /** Compares below a union; differences are covered when another branch accepts everything. */
    void below(boolean unionAcceptsAnything, Runnable comparison) {
        Coverage before = coverage;
        coverage = unionAcceptsAnything ? Coverage.OPEN : coverage;
        comparison.run();
        coverage = before;
    }

    /** Compares schemas of values that are written as strings: each number is a string too. */
    void compareTexts(SchemaRef a, SchemaRef b, MessagePath location) {
        NormalSchema x = old.schema(a);
        NormalSchema y = next.schema(b);
        boolean strings = direction == MessageDirection.REQUEST ? ParameterText.fits(x, y) : ParameterText.fits(y, x);
        if (strings) {
            AnnotationComparison.compare(x, y, location, this);
            add(TypeComparison.of(direction == MessageDirection.REQUEST ? Edit.ADDED : Edit.REMOVED, x, y, location));
        } else {
            compare(a, b, location);
        }
    }

    /** How often schemas were met again whose differences are listed already. */
    int repeats() {
        return repeats;
    }

    /** Whether to search for coverage: never inside such a search, and a limited number of times. */
    boolean maySearchCoverage() {
        return maySearchCoverage-- > 0;
    }

    /** Marks the differences from this index on as covered by another branch. */
    void coveredSince(int from, Coverage by) {
        for (int i = from; i < differences.size(); i++) {
            differences.set(i, differences.get(i).covered(by));
        }
        // the same schemas may occur again without coverage; equal ones are equal there too
        pairs.removeSince(from);
    }

    /** True when the schemas accept the same values; reports nothing. */
    boolean equal(NormalSchema a, NormalSchema b, MessagePath location) {
        SchemaComparison quiet = quiet(old, next, direction, nested.depth(), sameTargets, difference -> difference
                .kind()
                .changesValues());
        quiet.compare(a, b, location);
        return quiet.changes == 0 && quiet.exclusiveUnions.isEmpty();
    }

    void add(Difference difference) {
        boolean notCompared = difference.kind().subject() == Subject.NESTING;
        if (!notCompared && !stopped && !old.budget().take(differenceSteps)) {
            stopped = true;
            difference = Difference.of(
                    DifferenceKind.of(Subject.NESTING, Edit.TOO_COMPLEX),
                    difference.location(),
                    difference.oldAt(),
                    difference.newAt());
            notCompared = true;
        }
        changes += difference.kind().changesValues() ? 1 : 0;
        found = found == null && decisive.test(difference) ? difference : found;
        if (notCompared || !stopped) {
            differences.add(coverage == Coverage.NONE ? difference : difference.covered(coverage));
        }
    }

    /** Whether keywords with equal texts mean the same in both documents. */
    boolean sameTargets(String keyword, JsonNode inOld, JsonNode inNext) {
        // lists of names and schemas, by property
        NodeRole role = keyword.equals("dependencies") ? NodeRole.SCHEMAS : NodeRole.SCHEMA.property(keyword);
        return sameTargets.same(old, inOld, next, inNext, role);
    }

    MessageDirection direction() {
        return direction;
    }

    Normalizer old() {
        return old;
    }

    Normalizer next() {
        return next;
    }

    static DocumentPointer at(NormalSchema schema, String keyword) {
        return schema instanceof Plain plain ? plain.keyword(keyword) : schema.at();
    }

    /** Whether schemas of keywords include each other. */
    NestedInclusion nested() {
        return nested;
    }
}
