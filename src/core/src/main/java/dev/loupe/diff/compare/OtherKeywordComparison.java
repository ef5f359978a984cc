package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.KeywordParts;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SurfaceMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Compares what has no normal form: keywords such as {@code contains}, and further unions of the same schema. */
final class OtherKeywordComparison {
    private OtherKeywordComparison() {}

    static void keywords(Plain a, Plain b, MessagePath location, SchemaComparison out) {
        if (a.otherKeywords().isEmpty() && b.otherKeywords().isEmpty()) {
            return;
        }
        for (KeywordGroup group : KeywordGroup.values()) {
            List<Plain> left = new ArrayList<>(KeywordParts.of(a, group.keywords()));
            List<Plain> right = new ArrayList<>(KeywordParts.of(b, group.keywords()));
            if (left.size() == 1 && right.size() == 1) {
                group(group, a, b, location, out);
            } else {
                parts(group, left, right, location, out);
            }
        }
    }

    /** Several parts with the same keywords: those with the same meaning are paired, and of the others each is one change. */
    private static void parts(
            KeywordGroup group, List<Plain> left, List<Plain> right, MessagePath location, SchemaComparison out) {
        Plain old = without(left.getFirst());
        Plain next = without(right.getFirst());
        left.removeIf(part -> absent(group, part));
        right.removeIf(part -> absent(group, part));
        left.removeIf(part -> {
            for (Plain other : right) {
                if (sameMeaning(group, part, other, out)) {
                    return right.remove(other);
                }
            }
            return false;
        });
        while (!left.isEmpty() && !right.isEmpty()) {
            group(group, left.removeFirst(), right.removeFirst(), location, out);
        }
        left.forEach(part -> group(group, part, next, location, out));
        right.forEach(part -> group(group, old, part, location, out));
    }

    private static Plain without(Plain plain) {
        return plain.withOtherKeywords(Collections.emptySortedMap());
    }

    private static void group(KeywordGroup group, Plain a, Plain b, MessagePath location, SchemaComparison out) {
        String keyword = differing(group, a, b);
        JsonNode before = keyword(a, keyword);
        JsonNode after = keyword(b, keyword);
        if (keyword.isEmpty() || (keyword.equals("not") && rejectsNothingIn(before, b) && rejectsNothingIn(after, a))) {
            return;
        }
        if (!out.affords(KeywordInclusion.steps(group, a, b), a, b, location)) {
            return;
        }
        KeywordInclusion.Outcome outcome = KeywordInclusion.of(group, a, b, out);
        if (!out.affords(1, a, b, location)) {
            // the parts were not compared to their end
            return;
        }
        boolean both = outcome.narrows() && outcome.widens();
        if ((!outcome.narrows() && !outcome.widens()) || (both && sameMeaning(group, a, b, out))) {
            return;
        }
        Edit edit = Edit.CHANGED;
        if (outcome.narrows() && !outcome.widens()) {
            edit = absent(group, a) ? Edit.SET : Edit.NARROWED;
        } else if (outcome.widens() && !outcome.narrows()) {
            edit = absent(group, b) ? Edit.DROPPED : Edit.WIDENED;
        }
        DifferenceKind kind = DifferenceKind.of(Subject.CONSTRAINT, edit);
        out.add(Difference.of(kind, location, a.keyword(keyword), b.keyword(keyword), before, after)
                .about(keyword));
    }

    private static JsonNode keyword(Plain plain, String name) {
        return plain.otherKeywords().getOrDefault(name, MissingNode.getInstance());
    }

    private static boolean absent(KeywordGroup group, Plain plain) {
        return group.keywords().stream().allMatch(name -> keyword(plain, name).isMissingNode());
    }

    /** Both outcomes may only mean that the keywords are too deep to be compared, so equal ones are no change. */
    private static boolean sameMeaning(KeywordGroup group, Plain a, Plain b, SchemaComparison out) {
        return group.keywords().stream().allMatch(name -> out.sameTargets(name, keyword(a, name), keyword(b, name)));
    }

    /** The first keyword with another text, or with a reference whose target may differ; empty when there is none. */
    private static String differing(KeywordGroup group, Plain a, Plain b) {
        for (String name : group.keywords()) {
            if (!keyword(a, name).equals(keyword(b, name))) {
                return name;
            }
        }
        for (String name : group.keywords()) {
            if (keyword(a, name).findValue("$ref") != null) {
                return name;
            }
        }
        return "";
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
