package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.Shape.Branch;
import dev.loupe.change.Shape.Choice;
import dev.loupe.change.Shape.Members;
import dev.loupe.change.Shape.Plain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether branches of a union take together all that one schema takes: by one of them, or case by case, as when a branch
 * was split by what one of its members may be.
 */
final class UnionCover {
    private static final int MOST_LOOKS = 200;
    private static final int MOST_CASES = 8;

    /** What a member may be that is not there. */
    private static final Plain NOTHING = new Plain(
            Pointer.ROOT,
            Set.of(),
            false,
            null,
            Shape.Numbers.ANY,
            Shape.Texts.ANY,
            Shape.Items.ANY,
            Members.ANY,
            List.of(),
            Collections.emptySortedMap(),
            List.of(),
            Notes.NONE);

    private final List<Branch> wide;
    private final Normalizer wideSchemas;
    private final Normalizer narrowSchemas;
    private final Message message;
    private int looks;

    private UnionCover(List<Branch> wide, Normalizer wideSchemas, Normalizer narrowSchemas, Message message) {
        this.wide = wide;
        this.wideSchemas = wideSchemas;
        this.narrowSchemas = narrowSchemas;
        this.message = message;
    }

    /** The normal forms of a document, without the unions that rule nothing out. */
    static Normalizer normalizer(JsonNode document, Side side, boolean laxNull) {
        return new Normalizer(document, side, laxNull, UnionCover::implied);
    }

    static boolean covers(
            List<Branch> wide, Normalizer wideSchemas, Shape inner, Normalizer narrowSchemas, Message message) {
        return new UnionCover(wide, wideSchemas, narrowSchemas, message).covers(inner, 2);
    }

    /** True when all that a schema takes obeys the union, so that the union beside it rules nothing out. */
    static boolean implied(Choice union, Shape shape, Normalizer schemas) {
        Message nowhere = new Message("", Direction.REQUEST, "", Slot.ANYTHING, Slot.ANYTHING);
        List<Branch> inner =
                shape instanceof Choice choice ? choice.branches() : List.of(new Branch(Slot.ANYTHING, shape));
        return !union.exactlyOne()
                && !(shape.nullable() && !union.nullable())
                && inner.stream()
                        .allMatch(branch -> covers(union.branches(), schemas, branch.shape(), schemas, nowhere));
    }

    private boolean covers(Shape inner, int depth) {
        Signature mine = Signature.of(inner, narrowSchemas);
        for (Branch branch : wide) {
            if (++looks > MOST_LOOKS) {
                return false;
            }
            boolean near = branch.shape().acceptsAnything()
                    || Signature.of(branch.shape(), wideSchemas).distance(mine) < Signature.RENAMED;
            if (near && SchemaComparison.covers(wideSchemas, branch.shape(), narrowSchemas, inner, message)) {
                return true;
            }
        }
        return depth > 0 && inner instanceof Plain plain && byCases(plain, depth);
    }

    private boolean byCases(Plain inner, int depth) {
        for (var property : inner.members().properties().entrySet()) {
            List<Shape> cases = cases(narrowSchemas.shape(property.getValue()));
            String name = property.getKey();
            boolean all = cases.size() > 1 && cases.size() <= MOST_CASES;
            for (int i = 0; all && i < cases.size(); i++) {
                all = covers(with(inner, name, cases.get(i), true), depth - 1);
            }
            if (all
                    && (inner.members().required().contains(name)
                            || covers(with(inner, name, cases.getFirst(), false), depth - 1))) {
                return true;
            }
        }
        return false;
    }

    private static List<Shape> cases(Shape shape) {
        List<Shape> all = new ArrayList<>();
        switch (shape) {
            case Choice choice
            when choice.beside().isEmpty() -> choice.branches().forEach(branch -> all.add(branch.shape()));
            case Plain plain when !plain.acceptsAnything() -> cases(plain, all);
            default -> {}
        }
        if (shape.nullable()) {
            // the case in which it is null goes with each of the others
            all.replaceAll(each -> each.withNullable(true));
        }
        return all;
    }

    private static void cases(Plain plain, List<Shape> all) {
        if (plain.values() != null && plain.types().size() == 1) {
            plain.values().stream().limit(MOST_CASES + 1).forEach(value -> all.add(plain.withValues(Set.of(value))));
        } else {
            all.addAll(Unions.alternatives(plain));
        }
    }

    /** The case in which the member is there and such, or is not there at all. */
    private Plain with(Plain inner, String name, Shape value, boolean there) {
        Members members = inner.members();
        Map<String, Slot> properties = new LinkedHashMap<>(members.properties());
        SortedSet<String> required = new TreeSet<>(members.required());
        if (there) {
            required.add(name);
            properties.put(name, narrowSchemas.slot(value));
        } else {
            properties.put(name, narrowSchemas.slot(NOTHING));
        }
        return inner.withMembers(
                new Members(members.min(), members.max(), properties, required, members.others(), members.closed()));
    }
}
