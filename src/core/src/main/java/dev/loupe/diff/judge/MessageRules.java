package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import java.util.List;
import java.util.Set;

/** Rules about bodies, their media types and parts, and statuses. */
final class MessageRules {
    private MessageRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        mediaTypes(rows);
        requestBodies(rows);
        responseBodies(rows);
        requestStatuses(rows);
        successStatuses(rows);
        errorStatuses(rows);
        parts(rows);
        return rows.rules();
    }

    private static void mediaTypes(RuleBuilder rows) {
        // a response has a new media type only when the request accepts it
        rows.both(
                Subject.MEDIA_TYPE,
                Edit.ADDED,
                COMPATIBLE,
                COMPATIBLE,
                "Media type added",
                "media type {subject} added");
        rows.both(
                Subject.MEDIA_TYPE,
                Edit.REMOVED,
                BREAKING,
                BREAKING,
                "Media type removed",
                "media type {subject} removed",
                AffectedParty.GENERATED_CLIENTS);
        rows.row(
                DiffRule.Area.RESPONSE,
                Subject.MEDIA_TYPE,
                Edit.NO_LONGER_RANGE,
                COMPATIBLE,
                "Range of media types replaced by single types",
                "range {subject} replaced by single media types",
                Set.of());
        rows.row(
                DiffRule.Area.RESPONSE,
                Subject.MEDIA_TYPE,
                Edit.BECAME_RANGE,
                RISKY,
                "Media type replaced by a range of media types",
                "media type replaced by the range {subject}: responses may have other types of that range",
                Set.of(AffectedParty.GENERATED_CLIENTS));
    }

    private static void requestBodies(RuleBuilder rows) {
        DiffRule.Area request = DiffRule.Area.REQUEST;
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(
                request,
                Subject.BODY,
                Edit.BECAME_REQUIRED,
                BREAKING,
                "Request body became required",
                "body changed from optional to required",
                Set.of());
        rows.row(
                request,
                Subject.BODY,
                Edit.BECAME_OPTIONAL,
                COMPATIBLE,
                "Request body became optional",
                "body changed from required to optional",
                Set.of());
        rows.row(
                request,
                Subject.BODY,
                Edit.ADDED,
                COMPATIBLE,
                "Optional request body added",
                "optional body added",
                Set.of());
        rows.row(
                request,
                Subject.REQUIRED_BODY,
                Edit.ADDED,
                BREAKING,
                "Required request body added",
                "required body added",
                generated);
        rows.row(request, Subject.BODY, Edit.REMOVED, BREAKING, "Request body removed", "body removed", generated);
        rows.row(
                request,
                Subject.BODY,
                Edit.DROPPED,
                RISKY,
                "Body of the response to a webhook removed",
                "body removed",
                Set.of());
    }

    private static void responseBodies(RuleBuilder rows) {
        DiffRule.Area response = DiffRule.Area.RESPONSE;
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(
                response,
                Subject.BODY,
                Edit.BECAME_OPTIONAL,
                BREAKING,
                "Body of a webhook request became optional",
                "body changed from required to optional",
                Set.of());
        rows.row(
                response,
                Subject.BODY,
                Edit.BECAME_REQUIRED,
                COMPATIBLE,
                "Body of a webhook request became required",
                "body changed from optional to required",
                Set.of());
        rows.row(response, Subject.BODY, Edit.REMOVED, BREAKING, "Response body removed", "body removed", generated);
        rows.row(response, Subject.BODY, Edit.ADDED, COMPATIBLE, "Response body added", "body added", Set.of());
    }

    private static void requestStatuses(RuleBuilder rows) {
        DiffRule.Area request = DiffRule.Area.REQUEST;
        rows.row(
                request,
                Subject.STATUS,
                Edit.ADDED,
                COMPATIBLE,
                "Status of the response to a webhook added",
                "status {subject} added",
                Set.of());
        rows.row(
                request,
                Subject.STATUS,
                Edit.REMOVED,
                RISKY,
                "Status of the response to a webhook removed",
                "status {subject} removed",
                Set.of());
    }

    private static void successStatuses(RuleBuilder rows) {
        DiffRule.Area response = DiffRule.Area.RESPONSE;
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(
                response,
                Subject.STATUS,
                Edit.ADDED,
                COMPATIBLE,
                "Success status added",
                "status {subject} added",
                Set.of());
        rows.row(
                response,
                Subject.STATUS,
                Edit.REMOVED,
                BREAKING,
                "Success status removed",
                "status {subject} removed",
                generated);
        rows.row(
                response,
                Subject.STATUS,
                Edit.BECAME_RANGE,
                RISKY,
                "Success status became a range",
                "status {before} became the range {after}: responses may have other statuses of that range",
                generated);
        rows.row(
                response,
                Subject.STATUS,
                Edit.NO_LONGER_RANGE,
                COMPATIBLE,
                "Range of success statuses replaced by single statuses",
                "range {before} replaced by single statuses such as {after}",
                Set.of());
    }

    private static void errorStatuses(RuleBuilder rows) {
        DiffRule.Area response = DiffRule.Area.RESPONSE;
        rows.row(
                response,
                Subject.ERROR_STATUS,
                Edit.ADDED,
                COMPATIBLE,
                "Error status added",
                "status {subject} added",
                Set.of());
        rows.row(
                response,
                Subject.ERROR_STATUS,
                Edit.REMOVED,
                RISKY,
                "Error status removed",
                "status {subject} removed",
                Set.of());
    }

    private static void parts(RuleBuilder rows) {
        rows.both(
                Subject.EXTENSIBLE_VALUE,
                Edit.REMOVED,
                BREAKING,
                COMPATIBLE,
                "Value of x-extensible-enum removed",
                "value {subject} of x-extensible-enum removed");
        rows.both(
                Subject.EXTENSIBLE_VALUE,
                Edit.ADDED,
                COMPATIBLE,
                COMPATIBLE,
                "Value of x-extensible-enum added",
                "value {subject} of x-extensible-enum added");
        rows.both(
                Subject.XML,
                Edit.CHANGED,
                BREAKING,
                BREAKING,
                "XML form changed (name, namespace, attribute, wrapping)",
                "XML form changed from {before} to {after}",
                AffectedParty.GENERATED_CLIENTS);
        rows.both(
                Subject.PART_TYPE,
                Edit.REMOVED,
                BREAKING,
                COMPATIBLE,
                "Media type of a form field removed",
                "form field {subject}: media type {before} removed, now {after}");
        rows.both(
                Subject.PART_TYPE,
                Edit.ADDED,
                COMPATIBLE,
                RISKY,
                "Media type of a form field added",
                "form field {subject}: media type {after} added");
        rows.both(
                Subject.PART_TYPE,
                Edit.CHANGED,
                RISKY,
                RISKY,
                "Media type of a form field stated or no longer stated",
                "form field {subject}: media type changed from {before} to {after}; one of them is the default");
    }
}
