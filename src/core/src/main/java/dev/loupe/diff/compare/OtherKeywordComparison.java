package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Choice;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SurfaceMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what has no normal form: keywords by their text, and unions that stand beside the one that describes the value. */
final class OtherKeywordComparison {
    /** Keywords that refuse more when they are there than when they are not, whatever stands beside them. */
    private static final Set<String> NARROWING = Set.of(
            "not", "contains", "maxContains", "propertyNames", "dependentRequired", "dependentSchemas", "dependencies");

    private OtherKeywordComparison() {}

    static void keywords(Plain a, Plain b, MessagePath place, SchemaComparison out) {
        TreeSet<String> keywords = new TreeSet<>(a.opaque().keySet());
        keywords.addAll(b.opaque().keySet());
        for (String keyword : keywords) {
            JsonNode before = a.opaque().getOrDefault(keyword, MissingNode.getInstance());
            JsonNode after = b.opaque().getOrDefault(keyword, MissingNode.getInstance());
            if (!before.equals(after)
                    && !(keyword.equals("not") && rulesOutNothing(before, b) && rulesOutNothing(after, a))) {
                boolean narrowing = NARROWING.contains(keyword)
                        // none stated is 1
                        || (keyword.equals("minContains") && Math.max(before.asInt(0), after.asInt(0)) > 0);
                DifferenceKind kind = narrowing && before.isMissingNode()
                        ? DifferenceKind.CONSTRAINT_SET
                        : narrowing && after.isMissingNode()
                                ? DifferenceKind.CONSTRAINT_DROPPED
                                : DifferenceKind.CONSTRAINT_CHANGED;
                out.add(Difference.of(kind, place, a.keyword(keyword), b.keyword(keyword), before, after)
                        .about(keyword));
            }
        }
    }

    /** True for the refusal of listed values, or of kinds of value, that the other schema does not take anyhow. */
    private static boolean rulesOutNothing(JsonNode refused, Plain other) {
        Set<String> kinds = Keywords.typeNames(refused);
        if (!kinds.isEmpty() && !(other.nullable() && kinds.contains("null"))) {
            Set<String> taken = SchemaDescriber.kinds(other);
            if (kinds.stream()
                    .map(kind -> kind.equals("integer") ? "number" : kind)
                    .noneMatch(taken::contains)) {
                return true;
            }
        }
        List<JsonNode> values = Keywords.list(refused, "enum");
        if (refused.has("const")) {
            values.add(refused.path("const"));
        }
        boolean listsAlone = refused.isMissingNode() || (refused.size() == 1 && !values.isEmpty());
        return listsAlone && values.stream().noneMatch(value -> SurfaceMatch.fits(other, value));
    }

    /** Pairs the equal ones; those that are left are compared one by one while there are any on both sides. */
    static void unions(NormalSchema a, NormalSchema b, MessagePath place, SchemaComparison out) {
        List<Choice> before = new ArrayList<>(beside(a));
        List<Choice> after = new ArrayList<>(beside(b));
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        before.removeIf(mine -> {
            for (Choice theirs : after) {
                if (out.equal(mine, theirs, place)) {
                    return after.remove(theirs);
                }
            }
            return false;
        });
        while (!before.isEmpty() && !after.isEmpty()) {
            out.compare(before.removeFirst(), after.removeFirst(), place);
        }
        before.forEach(each -> out.add(Difference.of(
                        DifferenceKind.CONSTRAINT_DROPPED,
                        place,
                        each.at(),
                        b.at(),
                        written(each),
                        MissingNode.getInstance())
                .about(keyword(each))));
        after.forEach(each -> out.add(Difference.of(
                        DifferenceKind.CONSTRAINT_SET,
                        place,
                        a.at(),
                        each.at(),
                        MissingNode.getInstance(),
                        written(each))
                .about(keyword(each))));
    }

    private static List<Choice> beside(NormalSchema shape) {
        return switch (shape) {
            case Plain plain -> plain.unions();
            case Choice choice -> choice.beside();
            case NormalSchema.Broken broken -> List.of();
        };
    }

    private static String keyword(Choice union) {
        return union.exactlyOne() ? "oneOf" : "anyOf";
    }

    private static JsonNode written(Choice union) {
        ArrayNode options = JsonNodeFactory.instance.arrayNode();
        union.branches().forEach(branch -> options.add(UnionComparison.written(branch)));
        return options;
    }
}
