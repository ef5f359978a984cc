package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Normalizes unions: flattens nested ones, separates null, merges enums, replaces a union of one branch by the
 * branch.
 */
public final class UnionNormalizer {
    private UnionNormalizer() {}

    static NormalSchema tidy(DocumentPointer at, boolean exactlyOne, List<Branch> given, Annotations annotations) {
        List<Branch> branches = new ArrayList<>();
        int nulls = 0;
        for (Branch branch : given) {
            if (branch.schema().nullable() && !(branch.schema() instanceof NormalSchema.Unresolved)) {
                nulls++;
            }
            flatten(branch, exactlyOne && given.size() > 1, branches);
        }
        if (!exactlyOne) {
            branches = distinct(branches);
        }
        boolean nullable = exactlyOne ? nulls == 1 : nulls > 0;
        List<Branch> rest = new ArrayList<>();
        for (Branch branch : joinValues(branches)) {
            NormalSchema schema = branch.schema();
            boolean anything = nullable && schema instanceof Plain plain && plain.acceptsAnything();
            boolean onlyNull = schema instanceof Plain plain && plain.types().isEmpty();
            if (!onlyNull) {
                rest.add(anything ? branch : new Branch(branch.ref(), schema.withNullable(false)));
            }
        }
        if (rest.size() == 1) {
            return outer(rest.getFirst().schema(), nullable, annotations);
        }
        return new Union(at, exactlyOne && rest.size() > 1, rest, nullable, List.of(), annotations);
    }

    /** The constraints of a branch: the schemas of the document that constrain it, and its types. */
    private record Origin(Set<SchemaRef.Part> constraints, Set<NormalSchema.Type> types) {
        static Origin of(Plain plain) {
            Set<SchemaRef.Part> constraints = new HashSet<>();
            plain.sources().stream()
                    .filter(part -> Keywords.constrains(part.node()))
                    .forEach(part -> constraints.add(new SchemaRef.Part(part.node(), part.at(), true)));
            return new Origin(constraints, plain.types());
        }
    }

    /** Without repeated branches: two ways to the same schema would double their number at each level. */
    private static List<Branch> distinct(List<Branch> branches) {
        Set<Origin> seen = new HashSet<>();
        List<Branch> distinct = new ArrayList<>();
        for (Branch branch : branches) {
            boolean simple =
                    branch.schema() instanceof Plain plain && plain.unions().isEmpty();
            if (!simple || seen.add(Origin.of((Plain) branch.schema()))) {
                distinct.add(branch);
            }
        }
        return distinct;
    }

    private static NormalSchema outer(NormalSchema only, boolean nullable, Annotations annotations) {
        return switch (only) {
            case NormalSchema.Unresolved unresolved -> unresolved;
            case Plain plain
            when plain.acceptsAnything() -> plain.withAnnotations(annotations.over(plain.annotations()));
            case Plain plain -> plain.withNullable(nullable).withAnnotations(annotations.over(plain.annotations()));
            case Union union ->
                new Union(
                        union.at(),
                        union.exactlyOne(),
                        union.branches(),
                        nullable,
                        union.siblings(),
                        annotations.over(union.annotations()));
        };
    }

    private static void flatten(Branch branch, boolean inExactlyOne, List<Branch> out) {
        switch (branch.schema()) {
            case Union union
            when union.siblings().isEmpty()
                    && (inExactlyOne ? union.exactlyOne() && isDisjoint(union) : !union.exactlyOne()) ->
                out.addAll(union.branches());
            case Plain plain
            when plain.types().size() > 1
                    && !plain.acceptsAnything()
                    && plain.unions().isEmpty()
                    && plain.otherKeywords().isEmpty() -> split(branch, plain, out);
            default -> out.add(branch);
        }
    }

    /** No value matches several branches, since each has types of its own. */
    private static boolean isDisjoint(Union union) {
        Set<NormalSchema.Type> seen = new HashSet<>();
        return !union.nullable()
                && union.branches().stream()
                        .allMatch(branch -> branch.schema() instanceof Plain plain
                                && plain.types().stream().allMatch(seen::add));
    }

    private static void split(Branch branch, Plain plain, List<Branch> out) {
        if (plain.types().size() == NormalSchema.Type.ALL.size()) {
            // every type, with constraints on objects only: the unconstrained types stay together
            out.add(branch);
            return;
        }
        alternatives(plain).forEach(each -> out.add(new Branch(branch.ref(), each)));
    }

    /** One schema for each type. */
    public static List<Plain> alternatives(Plain plain) {
        List<Plain> all = new ArrayList<>();
        for (NormalSchema.Type type : NormalSchema.Type.values()) {
            if (!plain.types().contains(type)) {
                continue;
            }
            Set<JsonNode> values = plain.values();
            Set<JsonNode> own = null;
            if (values != null) {
                own = new LinkedHashSet<>(values);
                own.removeIf(each -> NormalSchema.Type.of(each) != type);
            }
            all.add(new Plain(
                    plain.at(),
                    Set.of(type),
                    false,
                    own,
                    type == NormalSchema.Type.NUMBER ? plain.numbers() : TypeConstraints.Numbers.ANY,
                    type == NormalSchema.Type.STRING || type == NormalSchema.Type.NUMBER
                            ? plain.strings()
                            : TypeConstraints.Strings.ANY,
                    type == NormalSchema.Type.ARRAY ? plain.items() : TypeConstraints.Items.ANY,
                    type == NormalSchema.Type.OBJECT ? plain.properties() : TypeConstraints.Properties.ANY,
                    plain.unions(),
                    plain.otherKeywords(),
                    plain.sources(),
                    plain.annotations()));
        }
        return all;
    }

    /** {@code anyOf: [{const: a}, {const: b}]} is {@code enum: [a, b]}. */
    private static List<Branch> joinValues(List<Branch> branches) {
        List<Branch> joined = new ArrayList<>();
        List<JoinedValues> lists = new ArrayList<>();
        for (Branch branch : branches) {
            if (!(branch.schema() instanceof Plain plain) || plain.values() == null || !isListOnly(plain)) {
                joined.add(branch);
                continue;
            }
            Set<JsonNode> values = plain.values();
            JoinedValues same = lists.stream()
                    .filter(each -> each.types.equals(plain.types()) && Collections.disjoint(values, each.values))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                lists.add(new JoinedValues(joined.size(), plain.types(), new LinkedHashSet<>(values)));
                joined.add(branch);
            } else {
                same.values.addAll(values);
                same.nullable |= plain.nullable();
            }
        }
        for (JoinedValues list : lists) {
            Branch first = joined.get(list.index);
            if (first.schema() instanceof Plain plain) {
                joined.set(
                        list.index,
                        new Branch(
                                first.ref(),
                                plain.withValues(list.values).withNullable(plain.nullable() || list.nullable)));
            }
        }
        return joined;
    }

    /** The values of several branches, at the index of the first one. */
    private static final class JoinedValues {
        private final int index;
        private final Set<NormalSchema.Type> types;
        private final Set<JsonNode> values;
        private boolean nullable;

        private JoinedValues(int index, Set<NormalSchema.Type> types, Set<JsonNode> values) {
            this.index = index;
            this.types = types;
            this.values = values;
        }
    }

    private static boolean isListOnly(Plain plain) {
        return plain.unions().isEmpty() && plain.otherKeywords().isEmpty();
    }
}
