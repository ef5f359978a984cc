package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import java.util.List;
import java.util.Set;

/** Rules about parameters and headers. */
final class ParameterRules {
    private ParameterRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        parameters(rows);
        headers(rows);
        return rows.rules();
    }

    private static void parameters(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.REQUEST;
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(
                area,
                Subject.PARAMETER,
                Edit.ADDED,
                COMPATIBLE,
                "Optional parameter added",
                "optional parameter added",
                Set.of());
        rows.row(
                area,
                Subject.PARAMETER,
                Edit.REMOVED,
                RISKY,
                "Optional parameter removed",
                "optional parameter removed",
                generated);
        rows.row(
                area,
                Subject.REQUIRED_PARAMETER,
                Edit.ADDED,
                BREAKING,
                "Required parameter added",
                "required parameter added",
                generated);
        rows.row(
                area,
                Subject.REQUIRED_PARAMETER,
                Edit.REMOVED,
                RISKY,
                "Required parameter removed",
                "required parameter removed",
                generated);
        rows.row(
                area,
                Subject.PARAMETER,
                Edit.BECAME_REQUIRED,
                BREAKING,
                "Parameter became required",
                "parameter changed from optional to required",
                generated);
        rows.row(
                area,
                Subject.PARAMETER,
                Edit.BECAME_OPTIONAL,
                COMPATIBLE,
                "Parameter became optional",
                "parameter changed from required to optional",
                Set.of());
        rows.row(
                area,
                Subject.PARAMETER_STYLE,
                Edit.CHANGED,
                BREAKING,
                "Parameter style changed",
                "style changed from {before} to {after}",
                Set.of());
        // most servers decode the characters in either form
        rows.row(
                area,
                Subject.RESERVED_CHARACTERS,
                Edit.CHANGED,
                RISKY,
                "Reserved characters of a parameter are sent in another form (allowReserved)",
                "allowReserved changed from {before} to {after}",
                generated);
        // OpenAPI advises against allowEmptyValue, and few senders use it
        rows.row(
                area,
                Subject.EMPTY_VALUE,
                Edit.REJECTED,
                RISKY,
                "Empty value of a parameter no longer accepted (allowEmptyValue)",
                "empty value no longer accepted",
                Set.of());
        rows.row(
                area,
                Subject.EMPTY_VALUE,
                Edit.ALLOWED,
                COMPATIBLE,
                "Empty value of a parameter accepted (allowEmptyValue)",
                "empty value accepted",
                Set.of());
    }

    private static void headers(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.RESPONSE;
        rows.row(
                area,
                Subject.HEADER,
                Edit.ADDED,
                COMPATIBLE,
                "Response header added",
                "header {subject} added",
                Set.of());
        rows.row(
                area,
                Subject.HEADER,
                Edit.REMOVED,
                RISKY,
                "Optional response header removed",
                "optional header {subject} removed",
                Set.of());
        rows.row(
                area,
                Subject.REQUIRED_HEADER,
                Edit.REMOVED,
                BREAKING,
                "Required response header removed",
                "required header {subject} removed",
                Set.of());
        rows.row(
                area,
                Subject.HEADER,
                Edit.BECAME_OPTIONAL,
                BREAKING,
                "Response header became optional",
                "header {subject} changed from required to optional",
                Set.of());
        rows.row(
                area,
                Subject.HEADER,
                Edit.BECAME_REQUIRED,
                COMPATIBLE,
                "Response header became required",
                "header {subject} changed from optional to required",
                Set.of());
        rows.row(
                area,
                Subject.HEADER,
                Edit.CHANGED,
                BREAKING,
                "Response header written in another way",
                "header {subject} changed from {before} to {after}",
                Set.of());
    }
}
