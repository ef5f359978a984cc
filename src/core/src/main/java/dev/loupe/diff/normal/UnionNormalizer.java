package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Choice;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lays unions out: nested ones flat, null told apart, lists of values joined, a union of one no union. */
public final class UnionNormalizer {
    private UnionNormalizer() {}

    static NormalSchema tidy(DocumentPointer at, boolean exactlyOne, List<Branch> given, Annotations notes) {
        List<Branch> branches = new ArrayList<>();
        int nulls = 0;
        for (Branch branch : given) {
            if (branch.shape().nullable() && !(branch.shape() instanceof NormalSchema.Broken)) {
                nulls++;
            }
            flatten(branch, exactlyOne && given.size() > 1, branches);
        }
        boolean nullable = exactlyOne ? nulls == 1 : nulls > 0;
        List<Branch> rest = new ArrayList<>();
        for (Branch branch : joinValues(branches)) {
            NormalSchema shape = branch.shape();
            boolean anything = shape instanceof Plain plain && plain.acceptsAnything();
            boolean onlyNull = shape instanceof Plain plain && plain.types().isEmpty();
            if (!onlyNull) {
                rest.add(anything ? branch : new Branch(branch.slot(), shape.withNullable(false)));
            }
        }
        if (rest.size() == 1 && (!exactlyOne || nulls <= 1)) {
            return outer(rest.getFirst().shape(), nullable, notes);
        }
        return new Choice(at, exactlyOne && rest.size() > 1, rest, nullable, List.of(), notes);
    }

    private static NormalSchema outer(NormalSchema only, boolean nullable, Annotations notes) {
        return switch (only) {
            case NormalSchema.Broken broken -> broken;
            case Plain plain when plain.acceptsAnything() -> plain.with(notes.over(plain.notes()));
            case Plain plain -> plain.withNullable(nullable).with(notes.over(plain.notes()));
            case Choice choice ->
                new Choice(
                        choice.at(),
                        choice.exactlyOne(),
                        choice.branches(),
                        nullable,
                        choice.beside(),
                        notes.over(choice.notes()));
        };
    }

    private static void flatten(Branch branch, boolean inExactlyOne, List<Branch> out) {
        switch (branch.shape()) {
            case Choice choice
            when !choice.exactlyOne() && !inExactlyOne && choice.beside().isEmpty() -> out.addAll(choice.branches());
            case Plain plain
            when plain.types().size() > 1
                    && !plain.acceptsAnything()
                    && plain.unions().isEmpty()
                    && plain.opaque().isEmpty() -> split(branch, plain, out);
            default -> out.add(branch);
        }
    }

    private static void split(Branch branch, Plain plain, List<Branch> out) {
        if (plain.types().size() == NormalSchema.Type.ALL.size()) {
            // "anything, but objects of this kind": the kinds that nothing is said of belong together
            out.add(branch);
            return;
        }
        alternatives(plain).forEach(each -> out.add(new Branch(branch.slot(), each)));
    }

    /** One shape for each kind of value. */
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
                own.removeIf(each -> ConstraintMerger.typeOf(each) != type);
            }
            all.add(new Plain(
                    plain.at(),
                    Set.of(type),
                    false,
                    own,
                    type == NormalSchema.Type.NUMBER ? plain.numbers() : NormalSchema.Numbers.ANY,
                    type == NormalSchema.Type.STRING || type == NormalSchema.Type.NUMBER
                            ? plain.texts()
                            : NormalSchema.Texts.ANY,
                    type == NormalSchema.Type.ARRAY ? plain.items() : NormalSchema.Items.ANY,
                    type == NormalSchema.Type.OBJECT ? plain.members() : NormalSchema.Members.ANY,
                    plain.unions(),
                    plain.opaque(),
                    plain.sources(),
                    plain.notes()));
        }
        return all;
    }

    /** {@code anyOf: [{const: a}, {const: b}]} is {@code enum: [a, b]}. */
    private static List<Branch> joinValues(List<Branch> branches) {
        List<Branch> joined = new ArrayList<>();
        for (Branch branch : branches) {
            int same = -1;
            if (listed(branch.shape())) {
                for (int i = 0; i < joined.size() && same < 0; i++) {
                    same = joins(joined.get(i).shape(), branch.shape()) ? i : -1;
                }
            }
            if (same < 0) {
                joined.add(branch);
            } else {
                joined.set(same, join(joined.get(same), (Plain) branch.shape()));
            }
        }
        return joined;
    }

    private static boolean listed(NormalSchema shape) {
        return shape instanceof Plain plain
                && plain.values() != null
                && plain.unions().isEmpty()
                && plain.opaque().isEmpty();
    }

    private static boolean joins(NormalSchema into, NormalSchema added) {
        if (!listed(into) || !(into instanceof Plain a) || !(added instanceof Plain b)) {
            return false;
        }
        Set<JsonNode> mine = a.values();
        Set<JsonNode> other = b.values();
        return mine != null
                && other != null
                && a.types().equals(b.types())
                && java.util.Collections.disjoint(mine, other);
    }

    private static Branch join(Branch into, Plain added) {
        Plain plain = (Plain) into.shape();
        Set<JsonNode> values = new LinkedHashSet<>();
        if (plain.values() != null) {
            values.addAll(plain.values());
        }
        if (added.values() != null) {
            values.addAll(added.values());
        }
        return new Branch(into.slot(), plain.withValues(values).withNullable(plain.nullable() || added.nullable()));
    }
}
