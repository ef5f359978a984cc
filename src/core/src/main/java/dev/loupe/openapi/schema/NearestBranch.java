package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Selects the relevant errors of a validator. A value that is valid under no branch of a union violates every branch in
 * another way; only the errors of the nearest branch are reported: the one with the {@code role} or {@code type} of the value,
 * else the one with the fewest and deepest errors.
 */
final class NearestBranch {
    private static final Set<String> UNIONS = Set.of("anyOf", "oneOf");

    private final JsonNode document;
    private final ReferenceResolver references;
    private final JsonPointer entry;
    private final boolean version30;

    NearestBranch(JsonNode document, JsonPointer entry) {
        this.document = document;
        this.references = new ReferenceResolver(document);
        this.entry = entry;
        this.version30 = document.path("openapi").asText().startsWith("3.0");
    }

    /** One error, and its two paths as words and numbers. */
    private record Failure(Error error, List<Object> evaluation, JsonPointer at) {
        static Failure of(Error error) {
            List<Object> evaluation = new ArrayList<>();
            for (int i = 0; i < error.getEvaluationPath().getNameCount(); i++) {
                evaluation.add(error.getEvaluationPath().getElement(i));
            }
            return new Failure(error, evaluation, FragmentPointers.pointer(error.getInstanceLocation()));
        }

        int depth() {
            int depth = 0;
            for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
                depth++;
            }
            return depth;
        }
    }

    /** A union at one location of the value, with the path of the evaluation. */
    private record Union(List<Object> evaluation, JsonPointer at) {}

    List<InstanceViolation> violations(JsonNode value, List<Error> errors) {
        List<InstanceViolation> reported = new ArrayList<>();
        report(value, errors.stream().map(Failure::of).toList(), 0, reported);
        return reported.stream()
                .distinct()
                .filter(one -> !isCoveredByEnum(one, reported))
                .toList();
    }

    /** A value of a wrong type is not in the enum either; the error of the enum lists the valid values and is enough. */
    private static boolean isCoveredByEnum(InstanceViolation one, List<InstanceViolation> reported) {
        return one.keyword().equals("type")
                && reported.stream()
                        .anyMatch(other -> other.keyword().equals("enum")
                                && other.at().equals(one.at())
                                && other.schemaAt().head().equals(one.schemaAt().head()));
    }

    /** Reports errors inside the same branches up to this step of their evaluation. */
    private void report(JsonNode value, List<Failure> failures, int from, List<InstanceViolation> reported) {
        Map<Union, List<Failure>> unions = new LinkedHashMap<>();
        Map<Union, Failure> ambiguous = new LinkedHashMap<>();
        for (Failure failure : failures) {
            int union = unionAfter(failure, from);
            if (union >= 0) {
                JsonPointer at = locationOf(failure, union);
                unions.computeIfAbsent(
                                new Union(failure.evaluation().subList(0, union + 1), at), u -> new ArrayList<>())
                        .add(failure);
            } else if (failure.error().getKeyword().equals("oneOf")) {
                ambiguous.put(new Union(failure.evaluation(), failure.at()), failure);
            } else {
                reported.add(report(failure));
            }
        }
        ambiguous.forEach((union, failure) -> {
            // the validator reports this also when no branch is valid; then the errors of the branches are better
            if (branches(unions.getOrDefault(union, List.of()), union).size() < branchCount(union)) {
                unions.remove(union);
                reported.add(report(failure));
            }
        });
        unions.forEach((union, inside) -> reportUnion(value, union, inside, reported));
    }

    private int branchCount(Union union) {
        return document.at(schemaAt(union.evaluation())).size();
    }

    private static Map<Integer, List<Failure>> branches(List<Failure> inside, Union union) {
        Map<Integer, List<Failure>> branches = new TreeMap<>();
        for (Failure failure : inside) {
            Integer branch =
                    (Integer) failure.evaluation().get(union.evaluation().size());
            branches.computeIfAbsent(branch, b -> new ArrayList<>()).add(failure);
        }
        return branches;
    }

    /** The keyword's value; a type that is nullable, with null. Later versions than 3.0 ignore {@code nullable}. */
    private JsonNode rule(JsonPointer schemaAt) {
        JsonNode rule = document.at(schemaAt);
        boolean orNull = version30
                && schemaAt.last() != null
                && schemaAt.last().getMatchingProperty().equals("type")
                && document.at(schemaAt.head()).path("nullable").asBoolean();
        return orNull ? JsonNodeFactory.instance.arrayNode().add(rule).add("null") : rule;
    }

    private InstanceViolation report(Failure failure) {
        JsonPointer schemaAt = schemaAt(failure.evaluation());
        return SchemaViolationMessages.violation(failure.error(), failure.at(), rule(schemaAt), schemaAt);
    }

    /** The first step, from this one on, that is a union with one of its branches after it; -1 when there is none. */
    private static int unionAfter(Failure failure, int from) {
        List<Object> steps = failure.evaluation();
        for (int i = from; i + 1 < steps.size(); i++) {
            // a property called anyOf has no number after it
            if (steps.get(i) instanceof String word && UNIONS.contains(word) && steps.get(i + 1) instanceof Integer) {
                return i;
            }
        }
        return -1;
    }

    /** The location in the value at this step of the evaluation. */
    private static JsonPointer locationOf(Failure failure, int step) {
        int consumed = 0;
        for (int i = 0; i < step; i++) {
            Object word = failure.evaluation().get(i);
            if (word.equals("properties") || word.equals("patternProperties") || word.equals("prefixItems")) {
                consumed++;
                i++;
            } else if (word.equals("items") || word.equals("additionalProperties")) {
                consumed++;
            }
        }
        JsonPointer at = failure.at();
        int surplus = failure.depth() - consumed;
        for (int i = 0; i < surplus; i++) {
            at = at.head();
        }
        return at;
    }

    private void reportUnion(JsonNode value, Union union, List<Failure> inside, List<InstanceViolation> reported) {
        Map<Integer, List<Failure>> branches = branches(inside, union);
        List<List<Failure>> meant = branches.values().stream()
                .filter(failures -> failures.stream().noneMatch(failure -> contradicts(failure, union)))
                .toList();
        if (meant.isEmpty()) {
            reported.add(noSuchKind(union, branches, value));
            return;
        }
        if (branches.size() > 1 && meant.stream().allMatch(failures -> isOtherType(failures, union))) {
            reported.add(noSuchType(union, branches, value));
            return;
        }
        List<Failure> nearest = meant.stream().min(nearness(union)).orElseThrow();
        report(value, nearest, union.evaluation().size() + 1, reported);
    }

    private static Comparator<List<Failure>> nearness(Union union) {
        return Comparator.comparing((List<Failure> failures) -> isOtherType(failures, union))
                .thenComparing(List::size)
                .thenComparing(failures ->
                        -failures.stream().mapToInt(Failure::depth).min().orElse(0));
    }

    private static boolean isOtherType(List<Failure> failures, Union union) {
        return failures.stream()
                .anyMatch(failure -> failure.error().getKeyword().equals("type")
                        && failure.at().equals(union.at()));
    }

    /** A property of the value, such as {@code role: user}, excludes this branch. */
    private boolean contradicts(Failure failure, Union union) {
        return isOneWord(failure)
                && failure.at().head() != null
                && failure.at().head().equals(union.at());
    }

    private boolean isOneWord(Failure failure) {
        String keyword = failure.error().getKeyword();
        return keyword.equals("const")
                || (keyword.equals("enum")
                        && document.at(schemaAt(failure.evaluation())).size() == 1);
    }

    private InstanceViolation noSuchKind(Union union, Map<Integer, List<Failure>> branches, JsonNode value) {
        Set<String> words = new LinkedHashSet<>();
        JsonPointer at = union.at();
        for (List<Failure> failures : branches.values()) {
            for (Failure failure : failures) {
                if (contradicts(failure, union)) {
                    at = failure.at();
                    words.add(SchemaViolationMessages.values(document.at(schemaAt(failure.evaluation()))));
                }
            }
        }
        return SchemaViolationMessages.violation(
                "enum", at, String.join(" or ", words), value.at(at), schemaAt(union.evaluation()));
    }

    private InstanceViolation noSuchType(Union union, Map<Integer, List<Failure>> branches, JsonNode value) {
        Set<String> types = new LinkedHashSet<>();
        for (List<Failure> failures : branches.values()) {
            for (Failure failure : failures) {
                if (failure.error().getKeyword().equals("type") && failure.at().equals(union.at())) {
                    types.add(SchemaViolationMessages.types(rule(schemaAt(failure.evaluation()))));
                }
            }
        }
        return SchemaViolationMessages.violation(
                "type", union.at(), String.join(" or ", types), value.at(union.at()), schemaAt(union.evaluation()));
    }

    /** The location in the document at the end of an evaluation path, every $ref followed. */
    private JsonPointer schemaAt(List<Object> evaluation) {
        JsonPointer at = entry;
        // the first step is the $ref from the entry of the validator to the document
        for (Object step : evaluation.subList(1, evaluation.size())) {
            JsonPointer next = step instanceof Integer index ? at.appendIndex(index) : at.appendProperty((String) step);
            if (step.equals("$ref") && document.at(next).isTextual()) {
                next = references
                        .target(document.at(next).textValue())
                        .map(ReferenceResolver.Located::pointer)
                        .orElse(next);
            }
            if (document.at(next).isMissingNode()) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
