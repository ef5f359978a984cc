package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.AffectedParty.GENERATED_CLIENTS;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.List;

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
        Area area = Area.REQUEST;
        rows.compatible(area, Subject.PARAMETER, Edit.ADDED, "Optional parameter added", "optional parameter added");
        rows.risky(
                area,
                Subject.PARAMETER,
                Edit.REMOVED,
                "Optional parameter removed",
                "optional parameter removed",
                GENERATED_CLIENTS);
        rows.breaking(
                area,
                Subject.REQUIRED_PARAMETER,
                Edit.ADDED,
                "Required parameter added",
                "required parameter added",
                GENERATED_CLIENTS);
        rows.risky(
                area,
                Subject.REQUIRED_PARAMETER,
                Edit.REMOVED,
                "Required parameter removed",
                "required parameter removed",
                GENERATED_CLIENTS);
        rows.breaking(
                area,
                Subject.PARAMETER,
                Edit.BECAME_REQUIRED,
                "Parameter became required",
                "parameter changed from optional to required",
                GENERATED_CLIENTS);
        rows.compatible(
                area,
                Subject.PARAMETER,
                Edit.BECAME_OPTIONAL,
                "Parameter became optional",
                "parameter changed from required to optional");
        rows.breaking(
                area,
                Subject.PARAMETER_STYLE,
                Edit.CHANGED,
                "Parameter style changed",
                "style changed from {before} to {after}");
        // most servers decode the characters in either form
        rows.risky(
                area,
                Subject.RESERVED_CHARACTERS,
                Edit.CHANGED,
                "Reserved characters of a parameter are sent in another form (allowReserved)",
                "allowReserved changed from {before} to {after}",
                GENERATED_CLIENTS);
        // OpenAPI advises against allowEmptyValue, and few senders use it
        rows.risky(
                area,
                Subject.EMPTY_VALUE,
                Edit.REJECTED,
                "Empty value of a parameter no longer accepted (allowEmptyValue)",
                "empty value no longer accepted");
        rows.compatible(
                area,
                Subject.EMPTY_VALUE,
                Edit.ALLOWED,
                "Empty value of a parameter accepted (allowEmptyValue)",
                "empty value accepted");
    }

    private static void headers(RuleBuilder rows) {
        Area area = Area.RESPONSE;
        rows.compatible(area, Subject.HEADER, Edit.ADDED, "Response header added", "header {subject} added");
        rows.risky(
                area,
                Subject.HEADER,
                Edit.REMOVED,
                "Optional response header removed",
                "optional header {subject} removed");
        rows.breaking(
                area,
                Subject.REQUIRED_HEADER,
                Edit.REMOVED,
                "Required response header removed",
                "required header {subject} removed");
        rows.breaking(
                area,
                Subject.HEADER,
                Edit.BECAME_OPTIONAL,
                "Response header became optional",
                "header {subject} changed from required to optional");
        rows.compatible(
                area,
                Subject.HEADER,
                Edit.BECAME_REQUIRED,
                "Response header became required",
                "header {subject} changed from optional to required");
        rows.breaking(
                area,
                Subject.HEADER,
                Edit.CHANGED,
                "Response header written in another way",
                "header {subject} changed from {before} to {after}");
    }
}
