package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Every reference leads to something in the document. */
final class ReferencesResolve implements LintRule {
    private record At(JsonPointer at, JsonNode node) {}

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.reference-resolves",
                Level.MUST,
                "Every reference leads to something in the document",
                "OpenAPI 3.0.3, Reference Object",
                "What it should describe is unknown: most tools give up on the whole document",
                "Define what the reference names, or name what is defined; references to other documents are not followed, bundle first");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int[] references = new int[1];
        Deque<At> open = new ArrayDeque<>(List.of(new At(JsonPointer.empty(), spec.root())));
        while (!open.isEmpty()) {
            At place = open.removeFirst();
            JsonNode reference = place.node().path("$ref");
            // what stands in another document is not for this one to say
            if (reference.isTextual() && reference.textValue().startsWith("#")) {
                references[0]++;
                if (!SchemaWords.resolves(spec.root(), reference.textValue())) {
                    violations.add(LintRule.defect(
                            place.at().appendProperty("$ref"),
                            "something in this document",
                            reference.textValue(),
                            "reference " + reference.textValue() + " leads to nothing in this document"));
                }
            }
            if (place.node().isObject()) {
                place.node().properties().forEach(member -> {
                    if (!member.getKey().startsWith("x-")
                            && !member.getKey().startsWith("example")
                            && !DATA.contains(member.getKey())) {
                        open.add(new At(place.at().appendProperty(member.getKey()), member.getValue()));
                    }
                });
            } else {
                for (int i = 0; i < place.node().size(); i++) {
                    open.add(new At(place.at().appendIndex(i), place.node().get(i)));
                }
            }
        }
        return references[0] == 0
                ? Result.nothingToCheck("no reference within the document; others are not followed, bundle first")
                : Result.of(violations);
    }

    /** Keywords whose values are data, in which $ref is a member like any other. */
    private static final Set<String> DATA = Set.of("default", "const", "enum");
}
