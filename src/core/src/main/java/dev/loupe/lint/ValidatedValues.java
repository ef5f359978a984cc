package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The values that one rule validates against schemas of the document, and how many could not be validated. */
public final class ValidatedValues {
    /** Violations of a rule that are listed; one more counts the rest, which need not fit into memory. */
    static final int LISTED = 10_000;

    private final LintedDocument spec;
    private final List<Violation> violations = new ArrayList<>();
    private int values;
    private int notListed;
    private int unknown;
    private final Set<JsonPointer> reported = new HashSet<>();
    private String whyUnknown = "the schema contains a reference that has no target in this document";

    public ValidatedValues(LintedDocument spec) {
        this.spec = spec;
    }

    /** A value in the document. A readOnly or writeOnly property is required in one direction only, so its absence is no violation. */
    public void at(JsonPointer schemaAt, JsonNode value, Function<InstanceViolation, Violation> defect) {
        values++;
        spec.mismatches(schemaAt, value)
                .ifPresentOrElse(
                        mismatches -> mismatches.stream()
                                .filter(mismatch -> !isOfOneDirection(mismatch))
                                .forEach(mismatch -> list(mismatch, defect)),
                        () -> unknown++);
    }

    private void list(InstanceViolation mismatch, Function<InstanceViolation, Violation> defect) {
        if (violations.size() < LISTED) {
            violations.add(defect.apply(mismatch));
        } else {
            notListed++;
        }
    }

    private boolean isOfOneDirection(InstanceViolation mismatch) {
        JsonPointer holder = mismatch.schemaAt().head();
        return mismatch.keyword().equals("required")
                && holder != null
                && spec.root().at(holder).path("properties").properties().stream()
                        .map(Map.Entry::getValue)
                        .anyMatch(property -> property.path("readOnly").asBoolean(false)
                                || property.path("writeOnly").asBoolean(false));
    }

    /**
     * Messages that the schema must accept. One keyword is one defect, however many messages it rejects. A required property
     * that none of the messages has is no defect: servers may always send it.
     */
    public void accepts(JsonPointer schemaAt, List<TypicalChatMessages.Message> messages) {
        Set<String> known = TypicalChatMessages.propertyNames(messages);
        for (TypicalChatMessages.Message message : messages) {
            values++;
            List<InstanceViolation> mismatches =
                    spec.mismatches(schemaAt, message.json()).orElse(null);
            unknown += mismatches == null ? 1 : 0;
            for (InstanceViolation mismatch : mismatches == null ? List.<InstanceViolation>of() : mismatches) {
                if (!isOtherProperty(mismatch, known) && reported.add(mismatch.schemaAt())) {
                    violations.add(LintRule.defect(
                            mismatch.schemaAt(), mismatch.expected(), mismatch.actual(), message.rejected(mismatch)));
                }
            }
        }
    }

    private static boolean isOtherProperty(InstanceViolation mismatch, Set<String> known) {
        return mismatch.keyword().equals("required")
                && mismatch.at().last() != null
                && !known.contains(mismatch.at().last().getMatchingProperty());
    }

    /** One more value, which violates the rule. */
    public void violated(Violation violation) {
        values++;
        violations.add(violation);
    }

    /** One more value, which cannot be validated. */
    public void unknown(String why) {
        values++;
        unknown++;
        whyUnknown = why;
    }

    /**
     * The result of the rule.
     *
     * @param nothing the reason when there was no value
     */
    public Result result(String nothing) {
        if (values == 0) {
            return Result.notApplicable(nothing);
        }
        if (notListed > 0) {
            violations.add(LintRule.defect(
                    JsonPointer.empty(),
                    "at most %,d violations of a rule".formatted(LISTED),
                    "%,d more".formatted(notListed),
                    "%,d more values violate their schemas; the first %,d are listed".formatted(notListed, LISTED)));
        }
        return violations.isEmpty() && unknown > 0
                ? Result.notRecorded(unknown + " of " + values + " cannot be validated: " + whyUnknown)
                : Result.of(violations);
    }
}
