package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind;
import java.util.List;
import java.util.Set;

/** Rules about bodies, statuses, parameters and headers: what is around the values of a message. */
final class MessageRules {
    private MessageRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        bodies(rows);
        parameters(rows);
        headers(rows);
        return rows.rules();
    }

    private static void bodies(RuleBuilder rows) {
        rows.value(DifferenceKind.MEDIA_TYPE_ADDED, "A media type is new", "the media type {subject} is new");
        replaceAnswer(rows, DifferenceKind.MEDIA_TYPE_ADDED, COMPATIBLE);
        rows.both(
                DifferenceKind.MEDIA_TYPE_REMOVED,
                BREAKING,
                BREAKING,
                "A media type is gone",
                "the media type {subject} is gone",
                AffectedParty.GENERATED_CLIENTS);
        DiffRule.Area request = DiffRule.Area.REQUEST;
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(
                request,
                DifferenceKind.BODY_BECAME_REQUIRED,
                BREAKING,
                "A request needs a body now",
                "the body was optional and is now required",
                Set.of());
        rows.row(
                request,
                DifferenceKind.BODY_BECAME_OPTIONAL,
                COMPATIBLE,
                "A request may go without a body",
                "the body was required and is now optional",
                Set.of());
        rows.row(
                request,
                DifferenceKind.BODY_ADDED,
                COMPATIBLE,
                "A request may have a body now",
                "a body may now be sent",
                Set.of());
        rows.row(
                request,
                DifferenceKind.REQUIRED_BODY_ADDED,
                BREAKING,
                "A request needs a body, where none was described",
                "a body must now be sent",
                generated);
        rows.row(
                request,
                DifferenceKind.BODY_REMOVED,
                BREAKING,
                "The body of a request is gone",
                "no body is described any more",
                generated);
        DiffRule.Area answer = DiffRule.Area.RESPONSE;
        rows.row(
                answer,
                DifferenceKind.BODY_REMOVED,
                BREAKING,
                "The body of an answer is gone",
                "the answer had a body and has none now",
                generated);
        rows.row(
                answer,
                DifferenceKind.BODY_ADDED,
                COMPATIBLE,
                "The body of an answer is described now",
                "the body of the answer is now described",
                Set.of());
        rows.row(
                answer,
                DifferenceKind.STATUS_ADDED,
                COMPATIBLE,
                "A status of success is new",
                "the status {subject} is new",
                Set.of());
        rows.row(
                answer,
                DifferenceKind.STATUS_REMOVED,
                BREAKING,
                "A status of success is gone",
                "the status {subject} is gone",
                generated);
        rows.row(
                answer,
                DifferenceKind.STATUS_BECAME_RANGE,
                RISKY,
                "A status of success became a range",
                "the status {before} became the range {after}: answers with other statuses of it may come",
                generated);
        rows.row(
                answer,
                DifferenceKind.STATUS_NO_LONGER_RANGE,
                COMPATIBLE,
                "A range of statuses of success became single ones",
                "of the range {before} only statuses such as {after} are left",
                Set.of());
        rows.row(
                answer,
                DifferenceKind.ERROR_STATUS_ADDED,
                COMPATIBLE,
                "A status of failure is described now",
                "the status {subject} is now described",
                Set.of());
        rows.row(
                answer,
                DifferenceKind.ERROR_STATUS_REMOVED,
                RISKY,
                "A status of failure is no longer described",
                "the status {subject} is no longer described",
                Set.of());
    }

    /** A new media type in an answer is only sent to those who ask for it. */
    private static void replaceAnswer(RuleBuilder rows, DifferenceKind kind, Impact impact) {
        rows.rules().removeIf(rule -> rule.kind() == kind && rule.area() == DiffRule.Area.RESPONSE);
        rows.row(
                DiffRule.Area.RESPONSE,
                kind,
                impact,
                "A media type is new",
                "the media type {subject} is new",
                Set.of());
    }

    private static void parameters(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.REQUEST;
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(
                area,
                DifferenceKind.PARAMETER_ADDED,
                COMPATIBLE,
                "An optional parameter is new",
                "it is new",
                Set.of());
        rows.row(
                area,
                DifferenceKind.PARAMETER_REMOVED,
                RISKY,
                "An optional parameter is no longer described",
                "it is no longer described",
                generated);
        rows.row(
                area,
                DifferenceKind.REQUIRED_PARAMETER_ADDED,
                BREAKING,
                "A required parameter is new",
                "it is new and required",
                generated);
        rows.row(
                area,
                DifferenceKind.REQUIRED_PARAMETER_REMOVED,
                RISKY,
                "A required parameter is no longer described",
                "it was required and is no longer described",
                generated);
        rows.row(
                area,
                DifferenceKind.PARAMETER_BECAME_REQUIRED,
                BREAKING,
                "An optional parameter is required now",
                "it was optional and is now required",
                generated);
        rows.row(
                area,
                DifferenceKind.PARAMETER_BECAME_OPTIONAL,
                COMPATIBLE,
                "A required parameter is optional now",
                "it was required and is now optional",
                Set.of());
        rows.row(
                area,
                DifferenceKind.PARAMETER_STYLE_CHANGED,
                BREAKING,
                "A parameter is written in another way",
                "it is written in another way: {before} became {after}",
                Set.of());
    }

    private static void headers(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.RESPONSE;
        rows.row(
                area,
                DifferenceKind.HEADER_ADDED,
                COMPATIBLE,
                "A header of an answer is described now",
                "the header {subject} is new",
                Set.of());
        rows.row(
                area,
                DifferenceKind.HEADER_REMOVED,
                RISKY,
                "A header of an answer is no longer described",
                "the header {subject} is no longer described",
                Set.of());
        rows.row(
                area,
                DifferenceKind.REQUIRED_HEADER_REMOVED,
                BREAKING,
                "A promised header of an answer is gone",
                "the header {subject} was promised and is gone",
                Set.of());
        rows.row(
                area,
                DifferenceKind.HEADER_BECAME_OPTIONAL,
                BREAKING,
                "A promised header of an answer may be absent",
                "the header {subject} was promised and may now be absent",
                Set.of());
        rows.row(
                area,
                DifferenceKind.HEADER_BECAME_REQUIRED,
                COMPATIBLE,
                "A header of an answer is promised now",
                "the header {subject} is now promised",
                Set.of());
    }
}
