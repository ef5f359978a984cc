package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a branch of a union is recognised by.
 *
 * @param marks the required members with few values, {@code role} = {@code user}
 */
record BranchSignature(
        NormalSchema shape,
        Set<NormalSchema.Type> types,
        SortedMap<String, Set<JsonNode>> marks,
        @Nullable BranchSignature element) {
    /** Pairs that cost so much are never the same branch. */
    static final double NEVER = 1e6;

    /** From here on two branches differ in what tells branches apart, and may still be one that was renamed. */
    static final double RENAMED = 1e3;

    static BranchSignature of(NormalSchema shape, Normalizer schemas) {
        return of(shape, schemas, 0);
    }

    private static BranchSignature of(NormalSchema shape, Normalizer schemas, int depth) {
        SortedMap<String, Set<JsonNode>> marks = new TreeMap<>();
        Set<NormalSchema.Type> types = new HashSet<>();
        BranchSignature element = null;
        if (shape instanceof Plain plain) {
            types.addAll(plain.types());
            for (String name : plain.members().required()) {
                SchemaRef slot = plain.members().properties().get(name);
                Set<JsonNode> values =
                        slot != null && schemas.shape(slot) instanceof Plain member ? member.values() : null;
                if (values != null) {
                    marks.put(name, values);
                }
            }
            SchemaRef each = plain.items().each();
            if (each != null && depth < 2) {
                element = of(schemas.shape(each), schemas, depth + 1);
            }
        } else if (shape instanceof NormalSchema.Choice choice && depth < 3) {
            choice.branches()
                    .forEach(branch ->
                            types.addAll(of(branch.shape(), schemas, depth + 1).types()));
        }
        return new BranchSignature(shape, types, marks, element);
    }

    /** {@code role=user}, or the kind of value when nothing marks the branch. */
    String label() {
        StringBuilder text = new StringBuilder();
        marks.forEach((name, values) -> {
            if (values.size() == 1) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(name)
                        .append('=')
                        .append(values.iterator().next().asText());
            }
        });
        if (!text.isEmpty()) {
            return text.toString();
        }
        if (shape instanceof Plain plain && plain.acceptsAnything()) {
            return "(anything)";
        }
        if (types.size() == 1) {
            return "(" + types.iterator().next().name().toLowerCase(Locale.ROOT) + ")";
        }
        return "(branch " + shape.at().last() + ")";
    }

    double distance(BranchSignature other) {
        if (shape instanceof NormalSchema.Broken a && other.shape instanceof NormalSchema.Broken b) {
            return a.reference().equals(b.reference()) ? 0 : 10;
        }
        if (!(shape instanceof Plain a) || !(other.shape instanceof Plain b)) {
            return shape.getClass() == other.shape.getClass() ? 1 + apart(types, other.types) : 20;
        }
        if (a.acceptsAnything() || b.acceptsAnything()) {
            return a.acceptsAnything() && b.acceptsAnything() ? 0 : 100;
        }
        if (Collections.disjoint(types, other.types)) {
            return NEVER;
        }
        double cost = apart(types, other.types) + values(a, b);
        cost += 2
                * apart(
                        a.members().properties().keySet(),
                        b.members().properties().keySet());
        cost += apart(a.members().required(), b.members().required());
        if (element != null && other.element != null) {
            cost += Math.min(5, element.distance(other.element));
        }
        return cost + marks(other);
    }

    private double marks(BranchSignature other) {
        double cost = 0;
        for (var mark : marks.entrySet()) {
            Set<JsonNode> theirs = other.marks.get(mark.getKey());
            if (theirs != null && Collections.disjoint(mark.getValue(), theirs)) {
                return RENAMED;
            }
            cost += theirs == null ? 0.5 : apart(mark.getValue(), theirs);
        }
        return cost;
    }

    private static double values(Plain a, Plain b) {
        Set<JsonNode> mine = a.values();
        Set<JsonNode> theirs = b.values();
        if (mine == null || theirs == null) {
            return mine == theirs ? 0 : 1;
        }
        return 2 * apart(mine, theirs);
    }

    /** 0 for equal sets, 1 for sets that share nothing. */
    private static double apart(Set<?> a, Set<?> b) {
        if (a.isEmpty() && b.isEmpty()) {
            return 0;
        }
        Set<Object> both = new LinkedHashSet<>(a);
        both.retainAll(b);
        return 1 - both.size() / (double) (a.size() + b.size() - both.size());
    }

    /** True when this branch may have become the other: all but the mark is the same, or it is another kind of value. */
    boolean became(BranchSignature other) {
        if (!(shape instanceof Plain a) || !(other.shape instanceof Plain b)) {
            return false;
        }
        boolean anotherKind = Collections.disjoint(a.types(), b.types());
        return anotherKind
                || (a.types().equals(b.types())
                        && apart(
                                        a.members().properties().keySet(),
                                        b.members().properties().keySet())
                                < 0.34);
    }
}
