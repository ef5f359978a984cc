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
                "Define what the reference names, or name what is defined; Loupe does not follow references to other documents");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int[] references = new int[1];
        Deque<At> open = new ArrayDeque<>(List.of(new At(JsonPointer.empty(), spec.root())));
        while (!open.isEmpty()) {
            At place = open.removeFirst();
            JsonNode reference = place.node().path("$ref");
            if (reference.isTextual()) {
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
                    if (!member.getKey().startsWith("x-") && !member.getKey().startsWith("example")) {
                        open.add(new At(place.at().appendProperty(member.getKey()), member.getValue()));
                    }
                });
            } else {
                for (int i = 0; i < place.node().size(); i++) {
                    open.add(new At(place.at().appendIndex(i), place.node().get(i)));
                }
            }
        }
        return references[0] == 0 ? Result.nothingToCheck("no reference") : Result.of(violations);
    }
}
