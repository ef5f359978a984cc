package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.INFO;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import java.util.List;
import java.util.Set;

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
        DiffRule.Area area = DiffRule.Area.OPERATION;
        Set<AffectedParty> all = Set.of(AffectedParty.SENDERS, AffectedParty.READERS, AffectedParty.GENERATED_CLIENTS);
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(area, Subject.OPERATION, Edit.ADDED, COMPATIBLE, "Operation added", "operation added", Set.of());
        rows.row(area, Subject.OPERATION, Edit.REMOVED, BREAKING, "Operation removed", "operation removed", all);
        rows.row(
                area,
                Subject.OPERATION,
                Edit.REMOVED_AFTER_SUNSET,
                COMPATIBLE,
                "Operation removed after its sunset date",
                "operation removed after its sunset date {before}",
                Set.of());
        rows.row(
                area,
                Subject.OPERATION,
                Edit.MOVED,
                BREAKING,
                "Operation moved to another path or method",
                "operation moved from {before} to {after}",
                all);
        rows.row(
                area,
                Subject.OPERATION_ID,
                Edit.CHANGED,
                RISKY,
                "operationId changed",
                "operationId changed from {before} to {after}: generated clients name methods by it",
                generated);
        rows.row(
                area,
                Subject.DEPRECATION,
                Edit.DEPRECATED,
                COMPATIBLE,
                "Operation deprecated",
                "operation is now deprecated",
                Set.of());
        rows.row(
                area,
                Subject.DEPRECATION,
                Edit.NO_LONGER_DEPRECATED,
                COMPATIBLE,
                "Operation no longer deprecated",
                "operation is no longer deprecated",
                Set.of());
        rows.row(area, Subject.SERVER, Edit.ADDED, COMPATIBLE, "Server added", "server {subject} added", Set.of());
        rows.row(
                area,
                Subject.SERVER,
                Edit.REMOVED,
                RISKY,
                "Server removed",
                "server {subject} removed; servers are now {after}",
                Set.of(AffectedParty.SENDERS, AffectedParty.OPERATORS));
        rows.row(
                area,
                Subject.DESCRIPTION,
                Edit.CHANGED,
                INFO,
                "Summary or description of an operation changed",
                "summary or description changed",
                Set.of());
        rows.row(
                area,
                Subject.ANNOTATION,
                Edit.CHANGED,
                INFO,
                "Annotation of an operation changed (tags, extensions)",
                "annotation changed (tags, extensions)",
                Set.of());
    }

    /** Rules about what operations announce; each is info without its option. */
    private static void announcements(RuleBuilder rows) {
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.SUNSET,
                Edit.SET,
                BREAKING,
                "Sunset date set, too early",
                "sunset date {after} set",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.SUNSET,
                Edit.CHANGED,
                BREAKING,
                "Sunset date changed, too early",
                "sunset date changed from {before} to {after}",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.SUNSET,
                Edit.DROPPED,
                BREAKING,
                "Sunset date of a deprecated operation removed",
                "sunset date {before} removed, the operation is still deprecated",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.SUNSET,
                Edit.MISSING,
                BREAKING,
                "Operation deprecated without a sunset date",
                "operation deprecated without a sunset date (x-sunset)",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.SUNSET,
                Edit.INVALID,
                BREAKING,
                "Sunset date is no date",
                "sunset date {after} is no date; write it as 2026-12-31",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.STABILITY,
                Edit.LOWERED,
                BREAKING,
                "Stability level lowered",
                "stability level lowered from {before} to {after}",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.STABILITY,
                Edit.RAISED,
                INFO,
                "Stability level raised",
                "stability level raised from {before} to {after}",
                Set.of());
        rows.row(
                DiffRule.Area.OPERATION,
                Subject.STABILITY,
                Edit.INVALID,
                BREAKING,
                "Stability level unknown",
                "stability level {after} is none of draft, alpha, beta, stable",
                Set.of(AffectedParty.SENDERS, AffectedParty.READERS));
    }

    private static void document(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.DOCUMENT;
        Set<AffectedParty> all = Set.of(AffectedParty.SENDERS, AffectedParty.READERS, AffectedParty.GENERATED_CLIENTS);
        rows.row(
                area,
                Subject.API,
                Edit.ANOTHER_API,
                BREAKING,
                "Another API published under this name",
                "another API is published under this name: all operations ({before}) are removed and all operations ({after}) are new",
                all);
        rows.row(
                area,
                Subject.API,
                Edit.CAME_BACK,
                COMPATIBLE,
                "Original API published again",
                "the original API is published again; it is compared with {before}, its last revision",
                Set.of());
        rows.row(
                area,
                Subject.REFERENCE,
                Edit.BROKEN,
                RISKY,
                "Unresolvable $ref added",
                "unresolvable $ref {subject}: {after}",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.row(
                area,
                Subject.REFERENCE,
                Edit.STILL_BROKEN,
                INFO,
                "Unresolvable $ref in both",
                "unresolvable $ref {subject}, in both",
                Set.of());
        rows.row(
                area,
                Subject.REFERENCE,
                Edit.FIXED,
                COMPATIBLE,
                "Unresolvable $ref fixed or removed",
                "unresolvable $ref {subject} fixed or removed",
                Set.of());
        rows.row(
                area,
                Subject.DOCUMENT,
                Edit.INVALID,
                RISKY,
                "Spec defect added",
                "spec defect added: {subject}",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.row(
                area,
                Subject.DOCUMENT,
                Edit.STILL_INVALID,
                INFO,
                "Spec defect in both",
                "spec defect in both: {subject}",
                Set.of());
        rows.row(
                area,
                Subject.DOCUMENT,
                Edit.NO_LONGER_INVALID,
                COMPATIBLE,
                "Spec defect fixed",
                "spec defect fixed: {subject}",
                Set.of());
        rows.row(
                area,
                Subject.VERSION,
                Edit.CHANGED,
                INFO,
                "Version of the spec or of OpenAPI changed",
                "{subject} changed from {before} to {after}",
                Set.of());
        rows.row(
                area,
                Subject.DESCRIPTION,
                Edit.CHANGED,
                INFO,
                "Metadata of the document changed",
                "metadata of the document changed",
                Set.of());
        rows.row(
                area,
                Subject.COMPONENT,
                Edit.CHANGED,
                INFO,
                "Unused component changed",
                "components that no operation uses changed: {subject}",
                Set.of());
    }
}
