package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.Annotations;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.TypeConstraints;
import dev.loupe.diff.normal.TypeConstraints.Properties;
import dev.loupe.diff.normal.UnionNormalizer;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the branches of a union together accept every value of a schema: one of them alone, or case by case, as
 * when a branch was split by the values of a property.
 */
public final class UnionCoverage {
    private static final int MOST_COMPARISONS = 200;
    private static final int MOST_CASES = 8;

    /** The schema of an absent property. */
    private static final Plain NOTHING = new Plain(
            DocumentPointer.ROOT,
            Set.of(),
            false,
            null,
            TypeConstraints.Numbers.ANY,
            TypeConstraints.Strings.ANY,
            TypeConstraints.Items.ANY,
            Properties.ANY,
            List.of(),
            Collections.emptySortedMap(),
            List.of(),
            Annotations.NONE);

    private final List<Branch> wide;
    private final Normalizer wideSchemas;
    private final Normalizer narrowSchemas;
    private final MessagePair message;
    private int comparisons;

    private UnionCoverage(List<Branch> wide, Normalizer wideSchemas, Normalizer narrowSchemas, MessagePair message) {
        this.wide = wide;
        this.wideSchemas = wideSchemas;
        this.narrowSchemas = narrowSchemas;
        this.message = message;
    }

    /** The normal forms of a document, without unions that reject nothing. */
    public static Normalizer normalizer(JsonNode document, MessageDirection direction, WorkBudget budget) {
        return new Normalizer(document, direction, UnionCoverage::implied, budget);
    }

    static Coverage covers(
            List<Branch> wide,
            Normalizer wideSchemas,
            NormalSchema inner,
            Normalizer narrowSchemas,
            MessagePair message) {
        return new UnionCoverage(wide, wideSchemas, narrowSchemas, message).covers(inner, 2);
    }

    /** True when the union accepts every value of the schema, so that it rejects nothing. */
    static boolean implied(Union union, NormalSchema schema, Normalizer schemas) {
        List<Branch> inner =
                schema instanceof Union other ? other.branches() : List.of(new Branch(SchemaRef.ANYTHING, schema));
        return !union.exactlyOne()
                && !(schema.nullable() && !union.nullable())
                && inner.stream()
                        .allMatch(branch ->
                                covers(union.branches(), schemas, branch.schema(), schemas, MessagePair.NOWHERE)
                                        != Coverage.NONE);
    }

    private Coverage covers(NormalSchema inner, int depth) {
        BranchSignature left = BranchSignature.of(inner, narrowSchemas);
        boolean open = false;
        // To accept a case, a branch must accept all other properties, so only cases of these properties are tried.
        Set<String> obstacles = new LinkedHashSet<>();
        boolean hasOtherObstacles = false;
        for (Branch branch : wide) {
            if (++comparisons > MOST_COMPARISONS || !wideSchemas.budget().take(10)) {
                return Coverage.NONE;
            }
            boolean near = branch.schema().acceptsAnything()
                    || BranchSignature.of(branch.schema(), wideSchemas).distance(left) < BranchSignature.RENAMED;
            if (!near) {
                continue;
            }
            SchemaInclusion inclusion = SchemaInclusion.of(wideSchemas, branch.schema(), narrowSchemas, inner, message);
            if (inclusion.holds() && !isOpen(branch.schema(), inner)) {
                return Coverage.DESCRIBED;
            }
            open |= inclusion.holds();
            if (inclusion.obstacle() != null) {
                obstacles.add(inclusion.obstacle());
            } else {
                hasOtherObstacles |= !inclusion.holds();
            }
        }
        Coverage cases = Coverage.NONE;
        if (depth > 0 && inner instanceof Plain plain) {
            cases = byCases(
                    plain, hasOtherObstacles ? plain.properties().named().keySet() : obstacles, depth);
        }
        return open && cases == Coverage.NONE ? Coverage.OPEN : cases;
    }

    /** True when the schema accepts the values without what is documented about them: their list, their properties. */
    private static boolean isOpen(NormalSchema wide, NormalSchema inner) {
        if (!(wide instanceof Plain outer) || !(inner instanceof Plain documented)) {
            return wide.acceptsAnything();
        }
        return outer.acceptsAnything()
                || (outer.values() == null && documented.values() != null)
                || (outer.properties().named().isEmpty()
                        && !documented.properties().named().isEmpty());
    }

    private Coverage byCases(Plain inner, Set<String> properties, int depth) {
        for (String name : properties) {
            SchemaRef schema = inner.properties().named().get(name);
            List<NormalSchema> cases = schema == null ? List.of() : cases(narrowSchemas.schema(schema));
            Coverage all = cases.size() > 1 && cases.size() <= MOST_CASES ? Coverage.DESCRIBED : Coverage.NONE;
            for (int i = 0; all != Coverage.NONE && i < cases.size(); i++) {
                all = all.and(covers(with(inner, name, cases.get(i), true), depth - 1));
            }
            if (all != Coverage.NONE && !inner.properties().required().contains(name)) {
                all = all.and(covers(with(inner, name, cases.getFirst(), false), depth - 1));
            }
            if (all != Coverage.NONE) {
                return all;
            }
        }
        return Coverage.NONE;
    }

    private static List<NormalSchema> cases(NormalSchema schema) {
        List<NormalSchema> all = new ArrayList<>();
        switch (schema) {
            case Union union
            when union.siblings().isEmpty() -> union.branches().forEach(branch -> all.add(branch.schema()));
            case Plain plain when !plain.acceptsAnything() -> cases(plain, all);
            default -> {}
        }
        if (schema.nullable()) {
            // each case includes null
            all.replaceAll(each -> each.withNullable(true));
        }
        return all;
    }

    private static void cases(Plain plain, List<NormalSchema> all) {
        if (plain.values() != null && plain.types().size() == 1) {
            plain.values().stream().limit(MOST_CASES + 1).forEach(value -> all.add(plain.withValues(Set.of(value))));
        } else {
            all.addAll(UnionNormalizer.alternatives(plain));
        }
    }

    /** The object with a required property of that schema, or without the property. */
    private Plain with(Plain inner, String name, NormalSchema value, boolean there) {
        Properties properties = inner.properties();
        Map<String, SchemaRef> named = new LinkedHashMap<>(properties.named());
        SortedSet<String> required = new TreeSet<>(properties.required());
        if (there) {
            required.add(name);
            named.put(name, narrowSchemas.ref(value));
        } else {
            named.put(name, narrowSchemas.ref(NOTHING));
        }
        return inner.withProperties(new Properties(
                properties.min(), properties.max(), named, required, properties.additional(), properties.closed()));
    }
}
