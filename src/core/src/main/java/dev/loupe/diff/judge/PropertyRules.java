package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.AffectedParty.GENERATED_CLIENTS;
import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.INFO;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.List;

/** Rules about the properties of objects, the branches of unions, and annotations. */
final class PropertyRules {
    private PropertyRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        properties(rows);
        branches(rows);
        discriminators(rows);
        contents(rows);
        annotations(rows);
        return rows.rules();
    }

    private static void properties(RuleBuilder rows) {
        rows.both(
                Subject.PROPERTY,
                Edit.ADDED,
                COMPATIBLE,
                COMPATIBLE,
                "Optional property added",
                "optional property added");
        rows.both(
                Subject.PROPERTY,
                Edit.REMOVED,
                RISKY,
                RISKY,
                "Optional property removed",
                "optional property removed; the value is still accepted but no longer specified",
                GENERATED_CLIENTS);
        rows.breaking(
                Area.REQUEST,
                Subject.REQUIRED_PROPERTY,
                Edit.ADDED,
                "Required property added",
                "required property added",
                GENERATED_CLIENTS);
        rows.breaking(
                Area.RESPONSE,
                Subject.REQUIRED_PROPERTY,
                Edit.REMOVED,
                "Required property removed",
                "required property removed",
                GENERATED_CLIENTS);
        rows.both(
                Subject.PROPERTY,
                Edit.ACCEPTED,
                COMPATIBLE,
                RISKY,
                "Property added to a closed object (additionalProperties: false)",
                "property added to a closed object (additionalProperties: false)");
        rows.breaking(
                Area.REQUEST,
                Subject.PROPERTY,
                Edit.REJECTED,
                "Property removed from a closed object (additionalProperties: false)",
                "property removed from a closed object (additionalProperties: false)",
                GENERATED_CLIENTS);
        rows.value(
                Subject.PROPERTY,
                Edit.BECAME_REQUIRED,
                "Property became required",
                "property changed from optional to required");
        rows.typed(
                Subject.PROPERTY,
                Edit.BECAME_OPTIONAL,
                "Property became optional",
                "property changed from required to optional");
        rows.both(
                Subject.ADDITIONAL_PROPERTIES,
                Edit.ACCEPTED,
                COMPATIBLE,
                RISKY,
                "Additional properties allowed",
                "additionalProperties is no longer false");
        rows.both(
                Subject.ADDITIONAL_PROPERTIES,
                Edit.REJECTED,
                BREAKING,
                COMPATIBLE,
                "Additional properties forbidden",
                "additionalProperties changed to false");
    }

    private static void branches(RuleBuilder rows) {
        rows.both(
                Subject.BRANCH,
                Edit.ADDED,
                COMPATIBLE,
                RISKY,
                "oneOf or anyOf branch added",
                "branch {subject} added",
                GENERATED_CLIENTS);
        rows.both(
                Subject.BRANCH,
                Edit.REMOVED,
                BREAKING,
                COMPATIBLE,
                "oneOf or anyOf branch removed",
                "branch {subject} removed",
                GENERATED_CLIENTS);
        rows.whenProven(
                Area.REQUEST,
                Subject.BRANCHES,
                Edit.OVERLAP,
                "oneOf branches overlap",
                "oneOf branches now overlap: values that match several branches are rejected");
        rows.whenProven(
                Area.RESPONSE,
                Subject.BRANCHES,
                Edit.NO_LONGER_OVERLAP,
                "oneOf branches that overlapped no longer overlap",
                "oneOf branches that overlapped no longer overlap: values that were rejected are now allowed");
    }

    /** Validators ignore discriminators, so no message becomes invalid; clients dispatch by them. */
    private static void discriminators(RuleBuilder rows) {
        rows.both(
                Subject.DISCRIMINATOR,
                Edit.CHANGED,
                RISKY,
                RISKY,
                "Discriminator property changed",
                "discriminator property changed from {before} to {after}",
                GENERATED_CLIENTS);
        rows.both(
                Subject.DISCRIMINATOR,
                Edit.SET,
                COMPATIBLE,
                COMPATIBLE,
                "Discriminator added",
                "discriminator {after} added");
        rows.both(
                Subject.DISCRIMINATOR,
                Edit.DROPPED,
                RISKY,
                RISKY,
                "Discriminator removed",
                "discriminator {before} removed",
                GENERATED_CLIENTS);
        rows.both(
                Subject.DISCRIMINATOR_VALUE,
                Edit.CHANGED,
                RISKY,
                RISKY,
                "Discriminator value selects another variant",
                "discriminator value {subject} selects {after} instead of {before}",
                GENERATED_CLIENTS);
        rows.both(
                Subject.DISCRIMINATOR_VALUE,
                Edit.ADDED,
                COMPATIBLE,
                RISKY,
                "Discriminator value added for a known variant",
                "discriminator value {subject} added for {after}",
                GENERATED_CLIENTS);
        rows.both(
                Subject.DISCRIMINATOR_VALUE,
                Edit.REMOVED,
                RISKY,
                COMPATIBLE,
                "Discriminator value removed, its variant kept",
                "discriminator value {subject} of {before} removed",
                GENERATED_CLIENTS);
    }

    /** Validators ignore these keywords, so no message becomes invalid; clients that decode the string depend on them. */
    private static void contents(RuleBuilder rows) {
        rows.both(
                Subject.CONTENT,
                Edit.CHANGED,
                RISKY,
                RISKY,
                "Content of a string changed (contentEncoding, contentMediaType, contentSchema)",
                "{subject} changed from {before} to {after}");
        rows.both(
                Subject.CONTENT,
                Edit.SET,
                RISKY,
                COMPATIBLE,
                "Content of a string described (contentEncoding, contentMediaType, contentSchema)",
                "{subject} added: {after}");
        rows.both(
                Subject.CONTENT,
                Edit.DROPPED,
                COMPATIBLE,
                RISKY,
                "Content of a string no longer described",
                "{subject} removed: it was {before}");
        rows.both(
                Subject.CONTENT,
                Edit.NARROWED,
                RISKY,
                COMPATIBLE,
                "contentSchema accepts less",
                "{subject} accepts less");
        rows.both(
                Subject.CONTENT,
                Edit.WIDENED,
                COMPATIBLE,
                RISKY,
                "contentSchema accepts more",
                "{subject} accepts more");
    }

    private static void annotations(RuleBuilder rows) {
        rows.both(
                Subject.DEFAULT,
                Edit.CHANGED,
                RISKY,
                INFO,
                "default changed",
                "default changed from {before} to {after}");
        rows.both(Subject.DEFAULT, Edit.DROPPED, RISKY, INFO, "default removed", "default removed: it was {before}");
        rows.both(Subject.DEFAULT, Edit.SET, COMPATIBLE, INFO, "default added", "default added: {after}");
        rows.both(Subject.DEPRECATION, Edit.DEPRECATED, COMPATIBLE, COMPATIBLE, "Deprecated", "now deprecated");
        rows.both(
                Subject.DEPRECATION,
                Edit.NO_LONGER_DEPRECATED,
                COMPATIBLE,
                COMPATIBLE,
                "No longer deprecated",
                "no longer deprecated");
        rows.both(
                Subject.LIMITS_IN_DESCRIPTION,
                Edit.CHANGED,
                INFO,
                INFO,
                "Limits in the description changed",
                "limits in the description changed; limits in the schema are reported separately");
        rows.both(
                Subject.DESCRIPTION,
                Edit.CHANGED,
                INFO,
                INFO,
                "Description or title changed",
                "description or title changed");
        rows.both(Subject.EXAMPLE, Edit.CHANGED, INFO, INFO, "Example changed", "example changed");
        rows.both(
                Subject.ANNOTATION,
                Edit.CHANGED,
                INFO,
                INFO,
                "Annotation changed (extension and the like)",
                "annotation changed (extension and the like)");
        rows.both(
                Subject.NESTING,
                Edit.TOO_DEEP,
                RISKY,
                RISKY,
                "Schema nested too deeply to compare",
                "schema nested more than 300 levels deep: not compared below");
        rows.both(
                Subject.NESTING,
                Edit.TOO_COMPLEX,
                RISKY,
                RISKY,
                "Schema too complex to compare",
                "schema too complex here, its unions have too many combinations: not compared");
    }
}
