package dev.loupe.change;

import static dev.loupe.change.Impact.BREAKING;
import static dev.loupe.change.Impact.COMPATIBLE;
import static dev.loupe.change.Impact.RISKY;

import java.util.List;
import java.util.Set;

/** Rules about bodies, statuses, parameters and headers: what is around the values of a message. */
final class MessageRules {
    private MessageRules() {}

    static List<Rule> rows() {
        Rows rows = new Rows();
        bodies(rows);
        parameters(rows);
        headers(rows);
        return rows.rules();
    }

    private static void bodies(Rows rows) {
        rows.value(Kind.MEDIA_TYPE_ADDED, "A media type is new", "the media type {subject} is new");
        replaceAnswer(rows, Kind.MEDIA_TYPE_ADDED, COMPATIBLE);
        rows.both(
                Kind.MEDIA_TYPE_REMOVED,
                BREAKING,
                BREAKING,
                "A media type is gone",
                "the media type {subject} is gone",
                Affected.GENERATED_CLIENTS);
        Rule.Area request = Rule.Area.REQUEST;
        Set<Affected> generated = Set.of(Affected.GENERATED_CLIENTS);
        rows.row(
                request,
                Kind.BODY_BECAME_REQUIRED,
                BREAKING,
                "A request needs a body now",
                "the body was optional and is now required",
                Set.of());
        rows.row(
                request,
                Kind.BODY_BECAME_OPTIONAL,
                COMPATIBLE,
                "A request may go without a body",
                "the body was required and is now optional",
                Set.of());
        rows.row(
                request,
                Kind.BODY_ADDED,
                COMPATIBLE,
                "A request may have a body now",
                "a body may now be sent",
                Set.of());
        rows.row(
                request,
                Kind.REQUIRED_BODY_ADDED,
                BREAKING,
                "A request needs a body, where none was described",
                "a body must now be sent",
                generated);
        rows.row(
                request,
                Kind.BODY_REMOVED,
                BREAKING,
                "The body of a request is gone",
                "no body is described any more",
                generated);
        Rule.Area answer = Rule.Area.ANSWER;
        rows.row(
                answer,
                Kind.BODY_REMOVED,
                BREAKING,
                "The body of an answer is gone",
                "the answer had a body and has none now",
                generated);
        rows.row(
                answer,
                Kind.BODY_ADDED,
                COMPATIBLE,
                "The body of an answer is described now",
                "the body of the answer is now described",
                Set.of());
        rows.row(
                answer,
                Kind.STATUS_ADDED,
                COMPATIBLE,
                "A status of success is new",
                "the status {subject} is new",
                Set.of());
        rows.row(
                answer,
                Kind.STATUS_REMOVED,
                BREAKING,
                "A status of success is gone",
                "the status {subject} is gone",
                generated);
        rows.row(
                answer,
                Kind.STATUS_BECAME_RANGE,
                RISKY,
                "A status of success became a range",
                "the status {before} became the range {after}: answers with other statuses of it may come",
                generated);
        rows.row(
                answer,
                Kind.STATUS_NO_LONGER_RANGE,
                COMPATIBLE,
                "A range of statuses of success became single ones",
                "of the range {before} only statuses such as {after} are left",
                Set.of());
        rows.row(
                answer,
                Kind.ERROR_STATUS_ADDED,
                COMPATIBLE,
                "A status of failure is described now",
                "the status {subject} is now described",
                Set.of());
        rows.row(
                answer,
                Kind.ERROR_STATUS_REMOVED,
                RISKY,
                "A status of failure is no longer described",
                "the status {subject} is no longer described",
                Set.of());
    }

    /** A new media type in an answer is only sent to those who ask for it. */
    private static void replaceAnswer(Rows rows, Kind kind, Impact impact) {
        rows.rules().removeIf(rule -> rule.kind() == kind && rule.area() == Rule.Area.ANSWER);
        rows.row(Rule.Area.ANSWER, kind, impact, "A media type is new", "the media type {subject} is new", Set.of());
    }

    private static void parameters(Rows rows) {
        Rule.Area area = Rule.Area.REQUEST;
        Set<Affected> generated = Set.of(Affected.GENERATED_CLIENTS);
        rows.row(area, Kind.PARAMETER_ADDED, COMPATIBLE, "An optional parameter is new", "it is new", Set.of());
        rows.row(
                area,
                Kind.PARAMETER_REMOVED,
                RISKY,
                "An optional parameter is no longer described",
                "it is no longer described",
                generated);
        rows.row(
                area,
                Kind.REQUIRED_PARAMETER_ADDED,
                BREAKING,
                "A required parameter is new",
                "it is new and required",
                generated);
        rows.row(
                area,
                Kind.REQUIRED_PARAMETER_REMOVED,
                RISKY,
                "A required parameter is no longer described",
                "it was required and is no longer described",
                generated);
        rows.row(
                area,
                Kind.PARAMETER_BECAME_REQUIRED,
                BREAKING,
                "An optional parameter is required now",
                "it was optional and is now required",
                generated);
        rows.row(
                area,
                Kind.PARAMETER_BECAME_OPTIONAL,
                COMPATIBLE,
                "A required parameter is optional now",
                "it was required and is now optional",
                Set.of());
        rows.row(
                area,
                Kind.PARAMETER_STYLE_CHANGED,
                BREAKING,
                "A parameter is written in another way",
                "it is written in another way: {before} became {after}",
                Set.of());
    }

    private static void headers(Rows rows) {
        Rule.Area area = Rule.Area.ANSWER;
        rows.row(
                area,
                Kind.HEADER_ADDED,
                COMPATIBLE,
                "A header of an answer is described now",
                "the header {subject} is new",
                Set.of());
        rows.row(
                area,
                Kind.HEADER_REMOVED,
                RISKY,
                "A header of an answer is no longer described",
                "the header {subject} is no longer described",
                Set.of());
        rows.row(
                area,
                Kind.REQUIRED_HEADER_REMOVED,
                BREAKING,
                "A promised header of an answer is gone",
                "the header {subject} was promised and is gone",
                Set.of());
        rows.row(
                area,
                Kind.HEADER_BECAME_OPTIONAL,
                BREAKING,
                "A promised header of an answer may be absent",
                "the header {subject} was promised and may now be absent",
                Set.of());
        rows.row(
                area,
                Kind.HEADER_BECAME_REQUIRED,
                COMPATIBLE,
                "A header of an answer is promised now",
                "the header {subject} is now promised",
                Set.of());
    }
}
