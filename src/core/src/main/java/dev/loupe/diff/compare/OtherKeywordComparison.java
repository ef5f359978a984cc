package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
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

    static void keywords(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        TreeSet<String> keywords = new TreeSet<>(a.otherKeywords().keySet());
        keywords.addAll(b.otherKeywords().keySet());
        for (String keyword : keywords) {
            JsonNode before = a.otherKeywords().getOrDefault(keyword, MissingNode.getInstance());
            JsonNode after = b.otherKeywords().getOrDefault(keyword, MissingNode.getInstance());
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
                out.add(Difference.of(kind, location, a.keyword(keyword), b.keyword(keyword), before, after)
                        .about(keyword));
            }
        }
    }

    /** True for the refusal of listed values, or of kinds of value, that the other schema does not take anyhow. */
    private static boolean rulesOutNothing(JsonNode rejected, Plain other) {
        Set<String> kinds = Keywords.typeNames(rejected);
        if (!kinds.isEmpty() && !(other.nullable() && kinds.contains("null"))) {
            Set<String> acceptedTypes = SchemaDescriber.kinds(other);
            if (kinds.stream()
                    .map(kind -> kind.equals("integer") ? "number" : kind)
                    .noneMatch(acceptedTypes::contains)) {
                return true;
            }
        }
        List<JsonNode> values = Keywords.list(rejected, "enum");
        if (rejected.has("const")) {
            values.add(rejected.path("const"));
        }
        boolean listsAlone = rejected.isMissingNode() || (rejected.size() == 1 && !values.isEmpty());
        return listsAlone && values.stream().noneMatch(value -> SurfaceMatch.fits(other, value));
    }

    /** Pairs the equal ones; those that are left are compared one by one while there are any on both sides. */
    static void unions(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        List<Union> before = new ArrayList<>(siblings(a));
        List<Union> after = new ArrayList<>(siblings(b));
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        before.removeIf(left -> {
            for (Union right : after) {
                if (out.equal(left, right, location)) {
                    return after.remove(right);
                }
            }
            return false;
        });
        while (!before.isEmpty() && !after.isEmpty()) {
            out.compare(before.removeFirst(), after.removeFirst(), location);
        }
        before.forEach(each -> out.add(Difference.of(
                        DifferenceKind.CONSTRAINT_DROPPED,
                        location,
                        each.at(),
                        b.at(),
                        written(each),
                        MissingNode.getInstance())
                .about(keyword(each))));
        after.forEach(each -> out.add(Difference.of(
                        DifferenceKind.CONSTRAINT_SET,
                        location,
                        a.at(),
                        each.at(),
                        MissingNode.getInstance(),
                        written(each))
                .about(keyword(each))));
    }

    private static List<Union> siblings(NormalSchema schema) {
        return switch (schema) {
            case Plain plain -> plain.unions();
            case Union union -> union.siblings();
            case NormalSchema.Unresolved unresolved -> List.of();
        };
    }

    private static String keyword(Union union) {
        return union.exactlyOne() ? "oneOf" : "anyOf";
    }

    private static JsonNode written(Union union) {
        ArrayNode options = JsonNodeFactory.instance.arrayNode();
        union.branches().forEach(branch -> options.add(UnionComparison.written(branch)));
        return options;
    }
}
