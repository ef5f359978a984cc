package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.change.Shape.Choice;
import dev.loupe.change.Shape.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what has no normal form: keywords by their text, and unions that stand beside the one that describes the value. */
final class OpaqueComparison {
    /** Keywords that refuse more when they are there than when they are not, whatever stands beside them. */
    private static final Set<String> NARROWING = Set.of(
            "not", "contains", "maxContains", "propertyNames", "dependentRequired", "dependentSchemas", "dependencies");

    private OpaqueComparison() {}

    static void keywords(Plain a, Plain b, Place place, SchemaComparison out) {
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
                Kind kind = narrowing && before.isMissingNode()
                        ? Kind.CONSTRAINT_SET
                        : narrowing && after.isMissingNode() ? Kind.CONSTRAINT_DROPPED : Kind.CONSTRAINT_CHANGED;
                out.add(Fact.of(kind, place, a.keyword(keyword), b.keyword(keyword), before, after)
                        .about(keyword));
            }
        }
    }

    /** True for the refusal of listed values, or of kinds of value, that the other schema does not take anyhow. */
    private static boolean rulesOutNothing(JsonNode refused, Plain other) {
        Set<String> kinds = Keywords.typeNames(refused);
        if (!kinds.isEmpty() && !(other.nullable() && kinds.contains("null"))) {
            Set<String> taken = Words.kinds(other);
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
        return listsAlone && values.stream().noneMatch(value -> Fit.fits(other, value));
    }

    /** Pairs the equal ones; those that are left are compared one by one while there are any on both sides. */
    static void unions(Shape a, Shape b, Place place, SchemaComparison out) {
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
        before.forEach(each -> out.add(
                Fact.of(Kind.CONSTRAINT_DROPPED, place, each.at(), b.at(), written(each), MissingNode.getInstance())
                        .about(keyword(each))));
        after.forEach(each ->
                out.add(Fact.of(Kind.CONSTRAINT_SET, place, a.at(), each.at(), MissingNode.getInstance(), written(each))
                        .about(keyword(each))));
    }

    private static List<Choice> beside(Shape shape) {
        return switch (shape) {
            case Plain plain -> plain.unions();
            case Choice choice -> choice.beside();
            case Shape.Broken broken -> List.of();
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
