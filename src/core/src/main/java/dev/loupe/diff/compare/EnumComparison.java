package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MultipleOfConstraints;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.openapi.DocumentPointer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the values that enum or const list. */
final class EnumComparison {
    /** Keywords that can reject some of the listed values. */
    private static final List<String> SIBLINGS = List.of(
            "maxLength",
            "minLength",
            "pattern",
            "format",
            "maximum",
            "minimum",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "multipleOf");

    private EnumComparison() {}

    /** True when nothing else has to be compared: listed values already satisfy the other keywords. */
    static boolean compare(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        if (a.values() == null && b.values() == null) {
            return false;
        }
        Set<JsonNode> before = a.values() == null ? enumerated(a) : valid(a.values(), a, out.old());
        Set<JsonNode> after = b.values() == null ? enumerated(b) : valid(b.values(), b, out.next());
        if (before == null || after == null) {
            // a listed value that violates the constraints that replace the list is removed
            Set<JsonNode> lost = before == null ? Set.of() : rejected(before, b, out.next());
            if (!lost.isEmpty()) {
                out.add(difference(DifferenceKind.of(Subject.ENUM_VALUE, Edit.REMOVED), a, b, location, before, after)
                        .about(SchemaDescriber.values(lost)));
            }
            Set<JsonNode> won = after == null ? Set.of() : rejected(after, a, out.old());
            if (!won.isEmpty()) {
                out.add(difference(DifferenceKind.of(Subject.ENUM_VALUE, Edit.ADDED), a, b, location, before, after)
                        .about(SchemaDescriber.values(won)));
            }
            if (before == null || !listedEveryValue(a, b)) {
                out.add(difference(
                        DifferenceKind.of(Subject.ENUM, before == null ? Edit.SET : Edit.DROPPED),
                        a,
                        b,
                        location,
                        before,
                        after));
            }
            return true;
        }
        Set<JsonNode> removed = new LinkedHashSet<>(before);
        removed.removeAll(after);
        Set<JsonNode> added = new LinkedHashSet<>(after);
        added.removeAll(before);
        if (removed.size() == before.size() && added.size() == after.size() && !before.isEmpty() && !after.isEmpty()) {
            out.add(difference(DifferenceKind.of(Subject.ENUM, Edit.REPLACED), a, b, location, before, after));
            return true;
        }
        if (!removed.isEmpty()) {
            out.add(difference(DifferenceKind.of(Subject.ENUM_VALUE, Edit.REMOVED), a, b, location, before, after)
                    .about(SchemaDescriber.values(removed)));
        }
        String dropped = added.isEmpty() || !removed.isEmpty() ? "" : droppedSibling(a, b);
        if (!dropped.isEmpty()) {
            // the list is unchanged: a keyword that rejected some of its values was removed
            out.add(Difference.of(
                            DifferenceKind.of(Subject.CONSTRAINT, Edit.DROPPED),
                            location,
                            a.keyword(dropped),
                            b.keyword("enum"),
                            stated(a, dropped),
                            MissingNode.getInstance())
                    .about(dropped));
        } else if (!added.isEmpty()) {
            out.add(difference(DifferenceKind.of(Subject.ENUM_VALUE, Edit.ADDED), a, b, location, before, after)
                    .about(SchemaDescriber.values(added)));
        }
        return true;
    }

    /** The keyword next to an unchanged list that only OLD has; empty when there is none. */
    private static String droppedSibling(Plain a, Plain b) {
        if (!stated(a, "enum").equals(stated(b, "enum"))) {
            return "";
        }
        return SIBLINGS.stream()
                .filter(each ->
                        !stated(a, each).isMissingNode() && stated(b, each).isMissingNode())
                .findFirst()
                .orElse("");
    }

    private static JsonNode stated(Plain plain, String keyword) {
        return plain.sources().stream()
                .map(part -> part.node().path(keyword))
                .filter(node -> !node.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The values of a schema without enum that has only a few, such as the integers from 1 to 3. */
    private static @Nullable Set<JsonNode> enumerated(Plain plain) {
        return plain.types().equals(Set.of(NormalSchema.Type.NUMBER))
                        && plain.unions().isEmpty()
                        && plain.otherKeywords().isEmpty()
                ? MultipleOfConstraints.enumerate(plain.numbers())
                : null;
    }

    /** Without the arrays and objects whose items or properties the same schema rejects. */
    private static Set<JsonNode> valid(Set<JsonNode> listed, Plain plain, Normalizer schemas) {
        Set<JsonNode> all = new LinkedHashSet<>(listed);
        all.removeIf(value -> value.isContainerNode() && !SurfaceMatch.fits(schemas, plain, value));
        return all;
    }

    /** An enum that listed every value of its type: removing it changes nothing. */
    private static boolean listedEveryValue(Plain a, Plain b) {
        return a.types().isEmpty() || b.types().isEmpty();
    }

    private static Set<JsonNode> rejected(Set<JsonNode> values, Plain by, Normalizer schemas) {
        Set<JsonNode> all = new LinkedHashSet<>();
        for (JsonNode value : values) {
            if (!SurfaceMatch.fits(schemas, by, value)) {
                all.add(value);
            }
        }
        return all;
    }

    private static Difference difference(
            DifferenceKind kind,
            Plain a,
            Plain b,
            MessagePath location,
            @Nullable Set<JsonNode> before,
            @Nullable Set<JsonNode> after) {
        return Difference.of(kind, location, at(a), at(b), array(before), array(after));
    }

    private static DocumentPointer at(Plain plain) {
        DocumentPointer listed = plain.keyword("enum");
        return listed.last().equals("enum") ? listed : plain.keyword("const");
    }

    private static JsonNode array(@Nullable Set<JsonNode> values) {
        if (values == null) {
            return MissingNode.getInstance();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
