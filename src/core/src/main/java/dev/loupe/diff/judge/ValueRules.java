package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind;
import java.util.List;
import java.util.Set;

/** Rules about single values: kinds, lists of values, ranges, lengths, patterns, formats. */
final class ValueRules {
    private ValueRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        kinds(rows);
        range(rows, "MINIMUM", "smallest", "value", "RAISED", "LOWERED");
        range(rows, "MAXIMUM", "largest", "value", "LOWERED", "RAISED");
        range(rows, "MIN_LENGTH", "smallest", "length", "RAISED", "LOWERED");
        range(rows, "MAX_LENGTH", "largest", "length", "LOWERED", "RAISED");
        range(rows, "MIN_ITEMS", "smallest", "number of elements", "RAISED", "LOWERED");
        range(rows, "MAX_ITEMS", "largest", "number of elements", "LOWERED", "RAISED");
        range(rows, "MIN_PROPERTIES", "smallest", "number of members", "RAISED", "LOWERED");
        range(rows, "MAX_PROPERTIES", "largest", "number of members", "LOWERED", "RAISED");
        strings(rows);
        return rows.rules();
    }

    private static void kinds(RuleBuilder rows) {
        rows.typed(
                DifferenceKind.TYPE_CHANGED,
                "A value became one of another kind",
                "the kind of value changed from {before} to {after}");
        rows.typed(
                DifferenceKind.TYPE_REMOVED,
                "Some kinds of value are no longer allowed",
                "the kind of value was {before} and is now only {after}");
        rows.typed(
                DifferenceKind.TYPE_ADDED,
                "More kinds of value are allowed",
                "the kind of value was {before} and may now be {after}");
        rows.typed(
                DifferenceKind.BECAME_INTEGER,
                "A number must be whole now",
                "any number was allowed, now only whole ones");
        rows.typed(
                DifferenceKind.BECAME_NUMBER,
                "A whole number may have a fraction now",
                "only whole numbers were allowed, now also fractions");
        rows.value(DifferenceKind.NULL_REFUSED, "null is no longer allowed", "null is no longer allowed");
        rows.value(DifferenceKind.NULL_ALLOWED, "null is allowed now", "it may now be null");
        rows.typed(DifferenceKind.ENUM_VALUE_REMOVED, "A listed value is gone", "no longer allowed: {subject}");
        rows.both(
                DifferenceKind.ENUM_VALUE_ADDED,
                COMPATIBLE,
                RISKY,
                "A listed value is new",
                "newly allowed: {subject}",
                AffectedParty.GENERATED_CLIENTS);
        rows.typed(
                DifferenceKind.ENUM_REPLACED,
                "All listed values were replaced by others",
                "the allowed values were {before} and are now {after}");
        rows.typed(
                DifferenceKind.ENUM_SET,
                "Only listed values are allowed now",
                "any value was allowed, now only {after}");
        rows.typed(
                DifferenceKind.ENUM_DROPPED,
                "The list of allowed values is gone",
                "only {before} was allowed, now any value");
        rows.typed(
                DifferenceKind.UNIQUE_ITEMS_SET,
                "Elements must differ now",
                "elements must now differ from each other");
        rows.typed(
                DifferenceKind.UNIQUE_ITEMS_DROPPED,
                "Elements may be equal now",
                "elements may now be equal to each other");
    }

    private static void range(RuleBuilder rows, String name, String end, String what, String tight, String loose) {
        String the = "the " + end + " allowed " + what;
        String of = "The " + end + " allowed " + what;
        String moved = the + " went from {before} to {after}";
        rows.value(
                DifferenceKind.valueOf(name + "_" + tight),
                of + " went " + (tight.equals("RAISED") ? "up" : "down"),
                moved);
        rows.value(
                DifferenceKind.valueOf(name + "_" + loose),
                of + " went " + (loose.equals("RAISED") ? "up" : "down"),
                moved);
        rows.value(
                DifferenceKind.valueOf(name + "_SET"),
                of + " is stated where none was",
                the + " is now {after}; there was none");
        rows.value(
                DifferenceKind.valueOf(name + "_DROPPED"),
                of + " is no longer stated",
                the + " was {before}; there is none now");
    }

    private static void strings(RuleBuilder rows) {
        rows.value(
                DifferenceKind.MULTIPLE_OF_CHANGED,
                "A number must be a multiple of another one",
                "it must be a multiple of {after}, no longer of {before}");
        rows.value(
                DifferenceKind.MULTIPLE_OF_SET,
                "A number must be a multiple now",
                "it must now be a multiple of {after}");
        rows.value(
                DifferenceKind.MULTIPLE_OF_DROPPED,
                "A number need not be a multiple any more",
                "it need no longer be a multiple of {before}");
        rows.value(
                DifferenceKind.PATTERN_CHANGED,
                "The pattern of a text changed",
                "the pattern changed from {before} to {after}");
        rows.value(
                DifferenceKind.PATTERN_NARROWED,
                "The pattern of a text matches less",
                "the pattern went from {before} to {after}, which matches less");
        rows.value(
                DifferenceKind.PATTERN_WIDENED,
                "The pattern of a text matches more",
                "the pattern went from {before} to {after}, which matches more");
        rows.value(
                DifferenceKind.PATTERN_SET, "A text must match a pattern now", "it must now match the pattern {after}");
        rows.value(
                DifferenceKind.PATTERN_DROPPED,
                "A text need not match a pattern any more",
                "it need no longer match the pattern {before}");
        rows.value(
                DifferenceKind.FORMAT_CHANGED,
                "The format of a text changed",
                "the format changed from {before} to {after}");
        rows.value(
                DifferenceKind.FORMAT_NARROWED,
                "The format of a text allows less",
                "the format went from {before} to {after}, which allows less");
        rows.value(
                DifferenceKind.FORMAT_WIDENED,
                "The format of a text allows more",
                "the format went from {before} to {after}, which allows more");
        rows.value(DifferenceKind.FORMAT_SET, "A text must have a format now", "it must now have the format {after}");
        rows.value(
                DifferenceKind.FORMAT_DROPPED,
                "A text need not have a format any more",
                "it need no longer have the format {before}");
        rows.both(
                DifferenceKind.FORMAT_HINT_CHANGED,
                RISKY,
                RISKY,
                "A format that no validator checks changed",
                "the format went from {before} to {after}: no validator checks it, but generators choose types by it",
                AffectedParty.GENERATED_CLIENTS);
        rows.both(
                DifferenceKind.FORMAT_HINT_SET,
                COMPATIBLE,
                COMPATIBLE,
                "A format that no validator checks is stated",
                "the format is now {after}, which no validator checks");
        rows.both(
                DifferenceKind.FORMAT_HINT_DROPPED,
                COMPATIBLE,
                COMPATIBLE,
                "A format that no validator checks is no longer stated",
                "the format {before}, which no validator checks, is no longer stated");
        for (DiffRule.Area area : List.of(DiffRule.Area.REQUEST, DiffRule.Area.RESPONSE)) {
            rows.row(
                    area,
                    DifferenceKind.CONSTRAINT_CHANGED,
                    BREAKING,
                    "A constraint that is compared by its text changed",
                    "`{subject}` changed from {before} to {after}",
                    Set.of(),
                    true);
            rows.row(
                    area,
                    DifferenceKind.CONSTRAINT_SET,
                    area == DiffRule.Area.REQUEST ? BREAKING : COMPATIBLE,
                    "A constraint that is compared by its text is new",
                    "`{subject}` is now {after}; there was none",
                    Set.of(),
                    area == DiffRule.Area.REQUEST);
            rows.row(
                    area,
                    DifferenceKind.CONSTRAINT_DROPPED,
                    area == DiffRule.Area.RESPONSE ? BREAKING : COMPATIBLE,
                    "A constraint that is compared by its text is gone",
                    "`{subject}` was {before}; there is none now",
                    Set.of(),
                    area == DiffRule.Area.RESPONSE);
        }
    }
}
