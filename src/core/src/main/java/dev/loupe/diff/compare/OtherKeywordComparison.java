package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
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

/** Compares what has no normal form: keywords by their text, and further unions of the same schema. */
final class OtherKeywordComparison {
    /** Keywords that can only reject values, whatever the other keywords are. */
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
                    && !(keyword.equals("not") && rejectsNothingIn(before, b) && rejectsNothingIn(after, a))) {
                boolean narrowing = NARROWING.contains(keyword)
                        // the default is 1
                        || (keyword.equals("minContains") && Math.max(before.asInt(0), after.asInt(0)) > 0);
                Edit edit = Edit.CHANGED;
                if (narrowing && before.isMissingNode()) {
                    edit = Edit.SET;
                } else if (narrowing && after.isMissingNode()) {
                    edit = Edit.DROPPED;
                }
                DifferenceKind kind = DifferenceKind.of(Subject.CONSTRAINT, edit);
                out.add(Difference.of(kind, location, a.keyword(keyword), b.keyword(keyword), before, after)
                        .about(keyword));
            }
        }
    }

    /** True when {@code not} rejects only values or types that the other schema rejects already. */
    private static boolean rejectsNothingIn(JsonNode rejected, Plain other) {
        Set<String> types = Keywords.typeNames(rejected);
        if (!types.isEmpty() && !(other.nullable() && types.contains("null"))) {
            Set<String> acceptedTypes = SchemaDescriber.typeNames(other);
            if (types.stream()
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

    /** Pairs equal unions; the others are compared in order while both sides have some. */
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
                        DifferenceKind.of(Subject.CONSTRAINT, Edit.DROPPED),
                        location,
                        each.at(),
                        b.at(),
                        written(each),
                        MissingNode.getInstance())
                .about(keyword(each))));
        after.forEach(each -> out.add(Difference.of(
                        DifferenceKind.of(Subject.CONSTRAINT, Edit.SET),
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
