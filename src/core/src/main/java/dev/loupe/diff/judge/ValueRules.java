package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.AffectedParty.GENERATED_CLIENTS;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.List;

/** Rules about single values: types, enums, bounds, lengths, patterns, formats. */
final class ValueRules {
    private ValueRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        types(rows);
        enums(rows);
        bound(rows, Subject.MINIMUM, "minimum");
        bound(rows, Subject.MAXIMUM, "maximum");
        bound(rows, Subject.MIN_LENGTH, "minLength");
        bound(rows, Subject.MAX_LENGTH, "maxLength");
        bound(rows, Subject.MIN_ITEMS, "minItems");
        bound(rows, Subject.MAX_ITEMS, "maxItems");
        bound(rows, Subject.MIN_PROPERTIES, "minProperties");
        bound(rows, Subject.MAX_PROPERTIES, "maxProperties");
        keyword(rows, Subject.MULTIPLE_OF, "multipleOf");
        keyword(rows, Subject.PATTERN, "pattern");
        width(rows, Subject.PATTERN, "pattern", "matches");
        keyword(rows, Subject.FORMAT, "format");
        width(rows, Subject.FORMAT, "format", "accepts");
        formatHints(rows);
        otherKeywords(rows);
        return rows.rules();
    }

    private static void types(RuleBuilder rows) {
        rows.typed(
                Subject.TYPE, Edit.CHANGED, "Type replaced by another type", "type changed from {before} to {after}");
        rows.typed(Subject.TYPE, Edit.REMOVED, "Type no longer accepted", "type narrowed from {before} to {after}");
        rows.typed(Subject.TYPE, Edit.ADDED, "Further type accepted", "type widened from {before} to {after}");
        rows.typed(
                Subject.NUMBER_TYPE,
                Edit.BECAME_INTEGER,
                "Type number changed to integer",
                "type changed from number to integer");
        rows.typed(
                Subject.NUMBER_TYPE,
                Edit.BECAME_NUMBER,
                "Type integer changed to number",
                "type changed from integer to number");
        rows.value(Subject.NULL, Edit.REJECTED, "null no longer accepted", "null is no longer accepted");
        rows.value(Subject.NULL, Edit.ALLOWED, "null accepted", "null is now accepted");
        rows.typed(Subject.UNIQUE_ITEMS, Edit.SET, "uniqueItems added", "uniqueItems is now true");
        rows.typed(Subject.UNIQUE_ITEMS, Edit.DROPPED, "uniqueItems removed", "uniqueItems is no longer true");
    }

    private static void enums(RuleBuilder rows) {
        rows.typed(Subject.ENUM_VALUE, Edit.REMOVED, "enum value removed", "enum value removed: {subject}");
        rows.both(
                Subject.ENUM_VALUE,
                Edit.ADDED,
                COMPATIBLE,
                RISKY,
                "enum value added",
                "enum value added: {subject}",
                GENERATED_CLIENTS);
        rows.typed(
                Subject.ENUM,
                Edit.REPLACED,
                "All enum values replaced",
                "all enum values replaced: {before} became {after}");
        rows.typed(Subject.ENUM, Edit.SET, "enum added", "enum added: only {after} is accepted");
        rows.typed(Subject.ENUM, Edit.DROPPED, "enum removed", "enum removed: it was {before}");
    }

    private static void bound(RuleBuilder rows, Subject subject, String keyword) {
        rows.value(subject, Edit.RAISED, keyword + " raised", keyword + " raised from {before} to {after}");
        rows.value(subject, Edit.LOWERED, keyword + " lowered", keyword + " lowered from {before} to {after}");
        rows.value(subject, Edit.SET, keyword + " added", keyword + " added: {after}");
        rows.value(subject, Edit.DROPPED, keyword + " removed", keyword + " removed: it was {before}");
    }

    private static void keyword(RuleBuilder rows, Subject subject, String keyword) {
        rows.value(subject, Edit.CHANGED, keyword + " changed", keyword + " changed from {before} to {after}");
        rows.value(subject, Edit.SET, keyword + " added", keyword + " added: {after}");
        rows.value(subject, Edit.DROPPED, keyword + " removed", keyword + " removed: it was {before}");
    }

    private static void width(RuleBuilder rows, Subject subject, String keyword, String verb) {
        String changed = keyword + " changed from {before} to {after}, which " + verb;
        rows.value(subject, Edit.NARROWED, keyword + " " + verb + " fewer strings", changed + " fewer strings");
        rows.value(subject, Edit.WIDENED, keyword + " " + verb + " more strings", changed + " more strings");
    }

    private static void formatHints(RuleBuilder rows) {
        rows.both(
                Subject.FORMAT_HINT,
                Edit.CHANGED,
                RISKY,
                RISKY,
                "format without validation changed",
                "format changed from {before} to {after}: validators ignore it, code generators choose types by it",
                GENERATED_CLIENTS);
        rows.both(
                Subject.FORMAT_HINT,
                Edit.SET,
                COMPATIBLE,
                COMPATIBLE,
                "format without validation added",
                "format added: {after}, which validators ignore");
        rows.both(
                Subject.FORMAT_HINT,
                Edit.NARROWED,
                RISKY,
                COMPATIBLE,
                "format changed to a narrower number (int64 to int32, double to float)",
                "format changed from {before} to {after}, a narrower number, which validators ignore",
                GENERATED_CLIENTS);
        rows.both(
                Subject.FORMAT_HINT,
                Edit.WIDENED,
                COMPATIBLE,
                RISKY,
                "format changed to a wider number (int32 to int64, float to double)",
                "format changed from {before} to {after}, a wider number, which validators ignore",
                GENERATED_CLIENTS);
        rows.both(
                Subject.FORMAT_HINT,
                Edit.DROPPED,
                COMPATIBLE,
                COMPATIBLE,
                "format without validation removed",
                "format removed: it was {before}, which validators ignore");
    }

    /** Keywords without a normal form: only a witness shows what a change of them does. */
    private static void otherKeywords(RuleBuilder rows) {
        String changed = "Other keyword (such as not or if) changed";
        String added = "Other keyword (such as not or if) added";
        String removed = "Other keyword (such as not or if) removed";
        String from = "`{subject}` changed from {before} to {after}";
        String now = "`{subject}` added: {after}";
        String was = "`{subject}` removed: it was {before}";
        rows.whenProven(Area.REQUEST, Subject.CONSTRAINT, Edit.CHANGED, changed, from);
        rows.whenProven(Area.RESPONSE, Subject.CONSTRAINT, Edit.CHANGED, changed, from);
        String less = "Other keyword (such as contains) accepts less";
        String more = "Other keyword (such as contains) accepts more";
        rows.whenProven(Area.REQUEST, Subject.CONSTRAINT, Edit.NARROWED, less, from);
        rows.compatible(Area.RESPONSE, Subject.CONSTRAINT, Edit.NARROWED, less, from);
        rows.compatible(Area.REQUEST, Subject.CONSTRAINT, Edit.WIDENED, more, from);
        rows.whenProven(Area.RESPONSE, Subject.CONSTRAINT, Edit.WIDENED, more, from);
        rows.whenProven(Area.REQUEST, Subject.CONSTRAINT, Edit.SET, added, now);
        rows.compatible(Area.RESPONSE, Subject.CONSTRAINT, Edit.SET, added, now);
        rows.compatible(Area.REQUEST, Subject.CONSTRAINT, Edit.DROPPED, removed, was);
        rows.whenProven(Area.RESPONSE, Subject.CONSTRAINT, Edit.DROPPED, removed, was);
    }
}
