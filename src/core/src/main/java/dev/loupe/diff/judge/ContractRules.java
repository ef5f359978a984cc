package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.AffectedParty.GENERATED_CLIENTS;
import static dev.loupe.diff.judge.AffectedParty.OPERATORS;
import static dev.loupe.diff.judge.AffectedParty.READERS;
import static dev.loupe.diff.judge.AffectedParty.SENDERS;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.List;

/** Rules about operations and the document. */
final class ContractRules {
    private ContractRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        operations(rows);
        announcements(rows);
        document(rows);
        return rows.rules();
    }

    private static void operations(RuleBuilder rows) {
        Area area = Area.OPERATION;
        rows.compatible(area, Subject.OPERATION, Edit.ADDED, "Operation added", "operation added");
        rows.breaking(
                area,
                Subject.OPERATION,
                Edit.REMOVED,
                "Operation removed",
                "operation removed",
                SENDERS,
                READERS,
                GENERATED_CLIENTS);
        rows.compatible(
                area,
                Subject.OPERATION,
                Edit.REMOVED_AFTER_SUNSET,
                "Operation removed after its sunset date",
                "operation removed after its sunset date {before}");
        rows.breaking(
                area,
                Subject.OPERATION,
                Edit.MOVED,
                "Operation moved to another path or method",
                "operation moved from {before} to {after}",
                SENDERS,
                READERS,
                GENERATED_CLIENTS);
        rows.risky(
                area,
                Subject.OPERATION_ID,
                Edit.CHANGED,
                "operationId changed",
                "operationId changed from {before} to {after}: generated clients name methods by it",
                GENERATED_CLIENTS);
        rows.compatible(
                area, Subject.DEPRECATION, Edit.DEPRECATED, "Operation deprecated", "operation is now deprecated");
        rows.compatible(
                area,
                Subject.DEPRECATION,
                Edit.NO_LONGER_DEPRECATED,
                "Operation no longer deprecated",
                "operation is no longer deprecated");
        rows.compatible(area, Subject.SERVER, Edit.ADDED, "Server added", "server {subject} added");
        rows.risky(
                area,
                Subject.SERVER,
                Edit.REMOVED,
                "Server removed",
                "server {subject} removed; servers are now {after}",
                SENDERS,
                OPERATORS);
        rows.info(
                area,
                Subject.DESCRIPTION,
                Edit.CHANGED,
                "Summary or description of an operation changed",
                "summary or description changed");
        rows.info(
                area,
                Subject.ANNOTATION,
                Edit.CHANGED,
                "Annotation of an operation changed (tags, extensions)",
                "annotation changed (tags, extensions)");
    }

    /** Rules about what operations announce; each is info without its option. */
    private static void announcements(RuleBuilder rows) {
        rows.breaking(
                Area.OPERATION,
                Subject.SUNSET,
                Edit.SET,
                "Sunset date set, too early",
                "sunset date {after} set",
                SENDERS,
                READERS);
        rows.breaking(
                Area.OPERATION,
                Subject.SUNSET,
                Edit.CHANGED,
                "Sunset date changed, too early",
                "sunset date changed from {before} to {after}",
                SENDERS,
                READERS);
        rows.breaking(
                Area.OPERATION,
                Subject.SUNSET,
                Edit.DROPPED,
                "Sunset date of a deprecated operation removed",
                "sunset date {before} removed, the operation is still deprecated",
                SENDERS,
                READERS);
        rows.breaking(
                Area.OPERATION,
                Subject.SUNSET,
                Edit.MISSING,
                "Operation deprecated without a sunset date",
                "operation deprecated without a sunset date (x-sunset)",
                SENDERS,
                READERS);
        rows.breaking(
                Area.OPERATION,
                Subject.SUNSET,
                Edit.INVALID,
                "Sunset date is no date",
                "sunset date {after} is no date; write it as 2026-12-31",
                SENDERS,
                READERS);
        rows.breaking(
                Area.OPERATION,
                Subject.STABILITY,
                Edit.LOWERED,
                "Stability level lowered",
                "stability level lowered from {before} to {after}",
                SENDERS,
                READERS);
        rows.info(
                Area.OPERATION,
                Subject.STABILITY,
                Edit.RAISED,
                "Stability level raised",
                "stability level raised from {before} to {after}");
        rows.breaking(
                Area.OPERATION,
                Subject.STABILITY,
                Edit.INVALID,
                "Stability level unknown",
                "stability level {after} is none of draft, alpha, beta, stable",
                SENDERS,
                READERS);
    }

    private static void document(RuleBuilder rows) {
        Area area = Area.DOCUMENT;
        rows.breaking(
                area,
                Subject.API,
                Edit.ANOTHER_API,
                "Another API published under this name",
                "another API is published under this name: all operations ({before}) are removed and all operations ({after}) are new",
                SENDERS,
                READERS,
                GENERATED_CLIENTS);
        rows.compatible(
                area,
                Subject.API,
                Edit.CAME_BACK,
                "Original API published again",
                "the original API is published again; it is compared with {before}, its last revision");
        rows.risky(
                area,
                Subject.REFERENCE,
                Edit.BROKEN,
                "Unresolvable $ref added",
                "unresolvable $ref {subject}: {after}",
                GENERATED_CLIENTS);
        rows.info(
                area,
                Subject.REFERENCE,
                Edit.STILL_BROKEN,
                "Unresolvable $ref in both",
                "unresolvable $ref {subject}, in both");
        rows.compatible(
                area,
                Subject.REFERENCE,
                Edit.FIXED,
                "Unresolvable $ref fixed or removed",
                "unresolvable $ref {subject} fixed or removed");
        rows.risky(
                area,
                Subject.DOCUMENT,
                Edit.INVALID,
                "Spec defect added",
                "spec defect added: {subject}",
                GENERATED_CLIENTS);
        rows.info(area, Subject.DOCUMENT, Edit.STILL_INVALID, "Spec defect in both", "spec defect in both: {subject}");
        rows.compatible(
                area, Subject.DOCUMENT, Edit.NO_LONGER_INVALID, "Spec defect fixed", "spec defect fixed: {subject}");
        rows.info(
                area,
                Subject.VERSION,
                Edit.CHANGED,
                "Version of the spec or of OpenAPI changed",
                "{subject} changed from {before} to {after}");
        rows.info(
                area,
                Subject.DESCRIPTION,
                Edit.CHANGED,
                "Metadata of the document changed",
                "metadata of the document changed");
        rows.info(
                area,
                Subject.COMPONENT,
                Edit.CHANGED,
                "Unused component changed",
                "components that no operation uses changed: {subject}");
    }
}
