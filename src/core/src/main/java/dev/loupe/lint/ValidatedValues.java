package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.openapi.schema.SchemaViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Values that a document carries or ought to allow, held to its schemas, for one rule: what was looked at and what not. */
public final class ValidatedValues {
    private final LintedDocument spec;
    private final List<Violation> violations = new ArrayList<>();
    private int values;
    private int unknown;
    private final Set<JsonPointer> told = new HashSet<>();
    private String whyUnknown = "the schema leads to a reference that is not followed or leads nowhere";

    public ValidatedValues(LintedDocument spec) {
        this.spec = spec;
    }

    /** A value that is there. A member that goes only one way, readOnly or writeOnly, is not missing from the other. */
    public void at(JsonPointer schemaAt, JsonNode value, Function<SchemaViolation, Violation> defect) {
        values++;
        spec.mismatches(schemaAt, value)
                .ifPresentOrElse(
                        mismatches -> mismatches.stream()
                                .filter(mismatch -> !isOneWay(mismatch))
                                .map(defect)
                                .forEach(violations::add),
                        () -> unknown++);
    }

    private boolean isOneWay(SchemaViolation mismatch) {
        JsonPointer holder = mismatch.schemaAt().head();
        return mismatch.keyword().equals("required")
                && holder != null
                && spec.root().at(holder).path("properties").properties().stream()
                        .map(Map.Entry::getValue)
                        .anyMatch(member -> member.path("readOnly").asBoolean(false)
                                || member.path("writeOnly").asBoolean(false));
    }

    /** Messages that the schema must accept. One keyword is one defect, however many messages meet it. */
    public void accepts(JsonPointer schemaAt, List<TypicalChatMessages.Message> messages) {
        for (TypicalChatMessages.Message message : messages) {
            values++;
            List<SchemaViolation> mismatches =
                    spec.mismatches(schemaAt, message.json()).orElse(null);
            unknown += mismatches == null ? 1 : 0;
            for (SchemaViolation mismatch : mismatches == null ? List.<SchemaViolation>of() : mismatches) {
                if (told.add(mismatch.schemaAt())) {
                    violations.add(LintRule.defect(
                            mismatch.schemaAt(), mismatch.expected(), mismatch.actual(), message.rejected(mismatch)));
                }
            }
        }
    }

    /** One more thing that was looked at, and wrong. */
    public void broken(Violation violation) {
        values++;
        violations.add(violation);
    }

    /** One more thing that is there and that cannot be judged. */
    public void unknown(String why) {
        values++;
        unknown++;
        whyUnknown = why;
    }

    /**
     * What to conclude.
     *
     * @param nothing what was not there when there was nothing to look at
     */
    public Result result(String nothing) {
        if (values == 0) {
            return Result.notApplicable(nothing);
        }
        return violations.isEmpty() && unknown > 0
                ? Result.notRecorded(unknown + " of " + values + " cannot be judged: " + whyUnknown)
                : Result.of(violations);
    }
}
