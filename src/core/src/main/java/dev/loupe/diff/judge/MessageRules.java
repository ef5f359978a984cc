package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.AffectedParty.GENERATED_CLIENTS;
import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.List;

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
                GENERATED_CLIENTS);
        rows.compatible(
                Area.RESPONSE,
                Subject.MEDIA_TYPE,
                Edit.NO_LONGER_RANGE,
                "Range of media types replaced by single types",
                "range {subject} replaced by single media types");
        rows.risky(
                Area.RESPONSE,
                Subject.MEDIA_TYPE,
                Edit.BECAME_RANGE,
                "Media type replaced by a range of media types",
                "media type replaced by the range {subject}: responses may have other types of that range",
                GENERATED_CLIENTS);
    }

    private static void requestBodies(RuleBuilder rows) {
        Area request = Area.REQUEST;
        rows.breaking(
                request,
                Subject.BODY,
                Edit.BECAME_REQUIRED,
                "Request body became required",
                "body changed from optional to required");
        rows.compatible(
                request,
                Subject.BODY,
                Edit.BECAME_OPTIONAL,
                "Request body became optional",
                "body changed from required to optional");
        rows.compatible(request, Subject.BODY, Edit.ADDED, "Optional request body added", "optional body added");
        rows.breaking(
                request,
                Subject.REQUIRED_BODY,
                Edit.ADDED,
                "Required request body added",
                "required body added",
                GENERATED_CLIENTS);
        rows.breaking(request, Subject.BODY, Edit.REMOVED, "Request body removed", "body removed", GENERATED_CLIENTS);
        rows.risky(request, Subject.BODY, Edit.DROPPED, "Body of the response to a webhook removed", "body removed");
    }

    private static void responseBodies(RuleBuilder rows) {
        Area response = Area.RESPONSE;
        rows.breaking(
                response,
                Subject.BODY,
                Edit.BECAME_OPTIONAL,
                "Body of a webhook request became optional",
                "body changed from required to optional");
        rows.compatible(
                response,
                Subject.BODY,
                Edit.BECAME_REQUIRED,
                "Body of a webhook request became required",
                "body changed from optional to required");
        rows.breaking(response, Subject.BODY, Edit.REMOVED, "Response body removed", "body removed", GENERATED_CLIENTS);
        rows.compatible(response, Subject.BODY, Edit.ADDED, "Response body added", "body added");
    }

    private static void requestStatuses(RuleBuilder rows) {
        Area request = Area.REQUEST;
        rows.compatible(
                request,
                Subject.STATUS,
                Edit.ADDED,
                "Status of the response to a webhook added",
                "status {subject} added");
        rows.risky(
                request,
                Subject.STATUS,
                Edit.REMOVED,
                "Status of the response to a webhook removed",
                "status {subject} removed");
    }

    private static void successStatuses(RuleBuilder rows) {
        Area response = Area.RESPONSE;
        rows.compatible(response, Subject.STATUS, Edit.ADDED, "Success status added", "status {subject} added");
        rows.breaking(
                response,
                Subject.STATUS,
                Edit.REMOVED,
                "Success status removed",
                "status {subject} removed",
                GENERATED_CLIENTS);
        rows.risky(
                response,
                Subject.STATUS,
                Edit.BECAME_RANGE,
                "Success status became a range",
                "status {before} became the range {after}: responses may have other statuses of that range",
                GENERATED_CLIENTS);
        rows.compatible(
                response,
                Subject.STATUS,
                Edit.NO_LONGER_RANGE,
                "Range of success statuses replaced by single statuses",
                "range {before} replaced by single statuses such as {after}");
    }

    private static void errorStatuses(RuleBuilder rows) {
        Area response = Area.RESPONSE;
        rows.compatible(response, Subject.ERROR_STATUS, Edit.ADDED, "Error status added", "status {subject} added");
        rows.risky(response, Subject.ERROR_STATUS, Edit.REMOVED, "Error status removed", "status {subject} removed");
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
                GENERATED_CLIENTS);
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
