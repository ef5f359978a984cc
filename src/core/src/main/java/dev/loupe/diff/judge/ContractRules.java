package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.INFO;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind;
import java.util.List;
import java.util.Set;

/** Rules about operations, security and the document as a whole. */
final class ContractRules {
    private ContractRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        operations(rows);
        security(rows);
        document(rows);
        return rows.rules();
    }

    private static void operations(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.OPERATION;
        Set<AffectedParty> all = Set.of(AffectedParty.SENDERS, AffectedParty.READERS, AffectedParty.GENERATED_CLIENTS);
        Set<AffectedParty> generated = Set.of(AffectedParty.GENERATED_CLIENTS);
        rows.row(area, DifferenceKind.ADDED, COMPATIBLE, "An operation is new", "it is new", Set.of());
        rows.row(area, DifferenceKind.REMOVED, BREAKING, "An operation is gone", "it is gone", all);
        rows.row(
                area,
                DifferenceKind.REMOVED_AFTER_SUNSET,
                COMPATIBLE,
                "An operation is gone after its stated sunset",
                "it is gone, as announced for {before}",
                Set.of());
        rows.row(
                area,
                DifferenceKind.MOVED,
                BREAKING,
                "An operation is found under another path or method",
                "it moved from {before} to {after}",
                all);
        rows.row(
                area,
                DifferenceKind.ID_CHANGED,
                RISKY,
                "The operationId of an operation changed",
                "its operationId went from {before} to {after}: methods of generated clients are named by it",
                generated);
        rows.row(
                area,
                DifferenceKind.DEPRECATED,
                COMPATIBLE,
                "An operation is deprecated now",
                "it is now deprecated",
                Set.of());
        rows.row(
                area,
                DifferenceKind.NO_LONGER_DEPRECATED,
                COMPATIBLE,
                "An operation is no longer deprecated",
                "it is no longer deprecated",
                Set.of());
        rows.row(
                area,
                DifferenceKind.SERVER_ADDED,
                COMPATIBLE,
                "A server is new",
                "the server {subject} is new",
                Set.of());
        rows.row(
                area,
                DifferenceKind.SERVER_REMOVED,
                RISKY,
                "A server is no longer listed",
                "the server {subject} is no longer listed; now {after}",
                Set.of(AffectedParty.SENDERS, AffectedParty.OPERATORS));
        rows.row(
                area,
                DifferenceKind.PROSE_CHANGED,
                INFO,
                "Prose of an operation changed",
                "its prose changed",
                Set.of());
        rows.row(
                area,
                DifferenceKind.ANNOTATION_CHANGED,
                INFO,
                "Annotations of an operation changed",
                "its annotations changed",
                Set.of());
    }

    private static void security(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.SECURITY;
        Set<AffectedParty> senders = Set.of(AffectedParty.SENDERS, AffectedParty.OPERATORS);
        rows.row(
                area,
                DifferenceKind.REQUIRED_NOW,
                BREAKING,
                "Credentials are required where none were",
                "credentials are now required: {after}",
                senders);
        rows.row(
                area,
                DifferenceKind.NO_LONGER_REQUIRED,
                RISKY,
                "Credentials are no longer asked for",
                "credentials are no longer asked for; generated clients no longer send them",
                Set.of(AffectedParty.GENERATED_CLIENTS, AffectedParty.OPERATORS));
        rows.row(
                area,
                DifferenceKind.WAY_REMOVED,
                BREAKING,
                "A way to authenticate is gone",
                "the way to authenticate {before} is gone; now {after}",
                senders);
        rows.row(
                area,
                DifferenceKind.WAY_ADDED,
                COMPATIBLE,
                "A way to authenticate is new",
                "the way to authenticate {after} is new",
                Set.of());
        rows.row(
                area,
                DifferenceKind.SCOPE_ADDED,
                BREAKING,
                "A further scope is required",
                "further scopes are required: {subject}",
                senders);
        rows.row(
                area,
                DifferenceKind.SCOPE_REMOVED,
                COMPATIBLE,
                "A scope is no longer required",
                "scopes are no longer required: {subject}",
                Set.of());
        rows.row(
                area,
                DifferenceKind.SCHEME_CHANGED,
                INFO,
                "Security schemes are declared differently, and operations ask for the same",
                "security schemes are declared differently; operations ask for the same",
                Set.of());
        rows.row(
                area,
                DifferenceKind.SCHEME_MISSING,
                RISKY,
                "A security requirement names a scheme that is not declared",
                "the scheme {subject} is required and not declared",
                senders);
    }

    private static void document(RuleBuilder rows) {
        DiffRule.Area area = DiffRule.Area.DOCUMENT;
        Set<AffectedParty> all = Set.of(AffectedParty.SENDERS, AffectedParty.READERS, AffectedParty.GENERATED_CLIENTS);
        rows.row(
                area,
                DifferenceKind.ANOTHER_API,
                BREAKING,
                "Another API was published under this name",
                "another API was published under this name: {before} is gone and {after}, which was not known, stands in its place",
                all);
        rows.row(
                area,
                DifferenceKind.CAME_BACK,
                COMPATIBLE,
                "The API that belongs to this name came back",
                "the API that belongs to this name came back; it is compared with {before}, the last good revision",
                Set.of());
        rows.row(
                area,
                DifferenceKind.REFERENCE_BROKEN,
                RISKY,
                "A reference that leads nowhere is new",
                "the reference {subject} leads nowhere: {after}",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.row(
                area,
                DifferenceKind.REFERENCE_STILL_BROKEN,
                INFO,
                "A reference leads nowhere in both",
                "the reference {subject} leads nowhere, as before",
                Set.of());
        rows.row(
                area,
                DifferenceKind.REFERENCE_MENDED,
                COMPATIBLE,
                "A reference that led nowhere is gone",
                "the reference {subject} led nowhere and is gone or mended",
                Set.of());
        rows.row(
                area,
                DifferenceKind.INVALID,
                RISKY,
                "A new defect makes the document invalid OpenAPI",
                "{subject}",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.row(
                area,
                DifferenceKind.STILL_INVALID,
                INFO,
                "A known defect makes the document invalid OpenAPI",
                "{subject}, as before",
                Set.of());
        rows.row(
                area,
                DifferenceKind.NO_LONGER_INVALID,
                COMPATIBLE,
                "A defect is mended",
                "mended: {subject}",
                Set.of());
        rows.row(
                area,
                DifferenceKind.VERSION_CHANGED,
                INFO,
                "The version of the document or of OpenAPI changed",
                "{subject} went from {before} to {after}",
                Set.of());
        rows.row(
                area,
                DifferenceKind.PROSE_CHANGED,
                INFO,
                "Prose of the document changed",
                "prose of the document changed",
                Set.of());
        rows.row(
                area,
                DifferenceKind.COMPONENT_CHANGED,
                INFO,
                "Components that no operation reaches changed",
                "components that no operation reaches changed: {subject}",
                Set.of());
    }
}
