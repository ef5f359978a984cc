package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a branch of a union.
 *
 * @param distinguishing the required properties with listed values, {@code role} = {@code user}
 */
record BranchSignature(
        NormalSchema schema,
        Set<NormalSchema.Type> types,
        SortedMap<String, Set<JsonNode>> distinguishing,
        @Nullable BranchSignature element) {
    /** Pairs of this cost are never the same branch. */
    static final double NEVER = 1e6;

    /** From this cost on the distinguishing values differ; the branch may still be a renamed one. */
    static final double RENAMED = 1e3;

    static BranchSignature of(NormalSchema schema, Normalizer schemas) {
        return of(schema, schemas, 0);
    }

    private static BranchSignature of(NormalSchema schema, Normalizer schemas, int depth) {
        SortedMap<String, Set<JsonNode>> distinguishing = new TreeMap<>();
        Set<NormalSchema.Type> types = new HashSet<>();
        BranchSignature element = null;
        if (schema instanceof Plain plain) {
            types.addAll(plain.types());
            for (String name : plain.properties().required()) {
                SchemaRef ref = plain.properties().named().get(name);
                Set<JsonNode> values =
                        ref != null && schemas.schema(ref) instanceof Plain property ? property.values() : null;
                if (values != null) {
                    distinguishing.put(name, values);
                }
            }
            SchemaRef each = plain.items().each();
            if (each != null && depth < 2) {
                element = of(schemas.schema(each), schemas, depth + 1);
            }
        } else if (schema instanceof NormalSchema.Union union && depth < 3) {
            union.branches()
                    .forEach(branch ->
                            types.addAll(of(branch.schema(), schemas, depth + 1).types()));
        }
        return new BranchSignature(schema, types, distinguishing, element);
    }

    /** {@code role=user}, or the type when no property identifies the branch. */
    String label() {
        StringBuilder text = new StringBuilder();
        distinguishing.forEach((name, values) -> {
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
        if (schema instanceof Plain plain && plain.acceptsAnything()) {
            return "(anything)";
        }
        if (types.size() == 1) {
            return "(" + types.iterator().next().name().toLowerCase(Locale.ROOT) + ")";
        }
        return "(branch " + schema.at().last() + ")";
    }

    double distance(BranchSignature other) {
        if (schema instanceof NormalSchema.Unresolved a && other.schema instanceof NormalSchema.Unresolved b) {
            return a.reference().equals(b.reference()) ? 0 : 10;
        }
        if (!(schema instanceof Plain a) || !(other.schema instanceof Plain b)) {
            return schema.getClass() == other.schema.getClass() ? 1 + jaccardDistance(types, other.types) : 20;
        }
        if (a.acceptsAnything() || b.acceptsAnything()) {
            return a.acceptsAnything() && b.acceptsAnything() ? 0 : 100;
        }
        if (Collections.disjoint(types, other.types)) {
            return NEVER;
        }
        double cost = jaccardDistance(types, other.types) + values(a, b);
        cost += 2
                * jaccardDistance(
                        a.properties().named().keySet(), b.properties().named().keySet());
        cost += jaccardDistance(a.properties().required(), b.properties().required());
        if (element != null && other.element != null) {
            cost += Math.min(5, element.distance(other.element));
        }
        return cost + distinguishing(other);
    }

    private double distinguishing(BranchSignature other) {
        double cost = 0;
        for (var mark : distinguishing.entrySet()) {
            Set<JsonNode> right = other.distinguishing.get(mark.getKey());
            if (right != null && Collections.disjoint(mark.getValue(), right)) {
                return RENAMED;
            }
            cost += right == null ? 0.5 : jaccardDistance(mark.getValue(), right);
        }
        return cost;
    }

    private static double values(Plain a, Plain b) {
        Set<JsonNode> left = a.values();
        Set<JsonNode> right = b.values();
        if (left == null || right == null) {
            return left == right ? 0 : 1;
        }
        return 2 * jaccardDistance(left, right);
    }

    /** 0 for equal sets, 1 for disjoint sets. */
    private static double jaccardDistance(Set<?> a, Set<?> b) {
        if (a.isEmpty() && b.isEmpty()) {
            return 0;
        }
        int both = 0;
        for (Object each : a) {
            both += b.contains(each) ? 1 : 0;
        }
        return 1 - both / (double) (a.size() + b.size() - both);
    }

    /** True when this branch may have become the other: only the distinguishing value differs, or the type does. */
    boolean became(BranchSignature other) {
        if (!(schema instanceof Plain a) || !(other.schema instanceof Plain b)) {
            return false;
        }
        boolean otherType = Collections.disjoint(a.types(), b.types());
        return otherType
                || (a.types().equals(b.types())
                        && jaccardDistance(
                                        a.properties().named().keySet(),
                                        b.properties().named().keySet())
                                < 0.34);
    }
}
