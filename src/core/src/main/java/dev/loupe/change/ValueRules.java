package dev.loupe.change;

import static dev.loupe.change.Impact.BREAKING;
import static dev.loupe.change.Impact.COMPATIBLE;
import static dev.loupe.change.Impact.RISKY;

import java.util.List;
import java.util.Set;

/** Rules about single values: kinds, lists of values, ranges, lengths, patterns, formats. */
final class ValueRules {
    private ValueRules() {}

    static List<Rule> rows() {
        Rows rows = new Rows();
        kinds(rows);
        range(rows, "MINIMUM", "smallest", "value", "RAISED", "LOWERED");
        range(rows, "MAXIMUM", "largest", "value", "LOWERED", "RAISED");
        range(rows, "MIN_LENGTH", "smallest", "length", "RAISED", "LOWERED");
        range(rows, "MAX_LENGTH", "largest", "length", "LOWERED", "RAISED");
        range(rows, "MIN_ITEMS", "smallest", "number of elements", "RAISED", "LOWERED");
        range(rows, "MAX_ITEMS", "largest", "number of elements", "LOWERED", "RAISED");
        range(rows, "MIN_PROPERTIES", "smallest", "number of members", "RAISED", "LOWERED");
        range(rows, "MAX_PROPERTIES", "largest", "number of members", "LOWERED", "RAISED");
        texts(rows);
        return rows.rules();
    }

    private static void kinds(Rows rows) {
        rows.typed(
                Kind.TYPE_CHANGED,
                "A value became one of another kind",
                "the kind of value changed from {before} to {after}");
        rows.typed(
                Kind.TYPE_REMOVED,
                "Some kinds of value are no longer allowed",
                "the kind of value was {before} and is now only {after}");
        rows.typed(
                Kind.TYPE_ADDED,
                "More kinds of value are allowed",
                "the kind of value was {before} and may now be {after}");
        rows.typed(Kind.BECAME_INTEGER, "A number must be whole now", "any number was allowed, now only whole ones");
        rows.typed(
                Kind.BECAME_NUMBER,
                "A whole number may have a fraction now",
                "only whole numbers were allowed, now also fractions");
        rows.value(Kind.NULL_REFUSED, "null is no longer allowed", "null is no longer allowed");
        rows.value(Kind.NULL_ALLOWED, "null is allowed now", "it may now be null");
        rows.typed(Kind.ENUM_VALUE_REMOVED, "A listed value is gone", "no longer allowed: {subject}");
        rows.both(
                Kind.ENUM_VALUE_ADDED,
                COMPATIBLE,
                RISKY,
                "A listed value is new",
                "newly allowed: {subject}",
                Affected.GENERATED_CLIENTS);
        rows.typed(
                Kind.ENUM_REPLACED,
                "All listed values were replaced by others",
                "the allowed values were {before} and are now {after}");
        rows.typed(Kind.ENUM_SET, "Only listed values are allowed now", "any value was allowed, now only {after}");
        rows.typed(Kind.ENUM_DROPPED, "The list of allowed values is gone", "only {before} was allowed, now any value");
        rows.typed(Kind.UNIQUE_ITEMS_SET, "Elements must differ now", "elements must now differ from each other");
        rows.typed(Kind.UNIQUE_ITEMS_DROPPED, "Elements may be equal now", "elements may now be equal to each other");
    }

    private static void range(Rows rows, String name, String end, String what, String tight, String loose) {
        String the = "the " + end + " allowed " + what;
        String of = "The " + end + " allowed " + what;
        String moved = the + " went from {before} to {after}";
        rows.value(Kind.valueOf(name + "_" + tight), of + " went " + (tight.equals("RAISED") ? "up" : "down"), moved);
        rows.value(Kind.valueOf(name + "_" + loose), of + " went " + (loose.equals("RAISED") ? "up" : "down"), moved);
        rows.value(
                Kind.valueOf(name + "_SET"), of + " is stated where none was", the + " is now {after}; there was none");
        rows.value(
                Kind.valueOf(name + "_DROPPED"), of + " is no longer stated", the + " was {before}; there is none now");
    }

    private static void texts(Rows rows) {
        rows.value(
                Kind.MULTIPLE_OF_CHANGED,
                "A number must be a multiple of another one",
                "it must be a multiple of {after}, no longer of {before}");
        rows.value(Kind.MULTIPLE_OF_SET, "A number must be a multiple now", "it must now be a multiple of {after}");
        rows.value(
                Kind.MULTIPLE_OF_DROPPED,
                "A number need not be a multiple any more",
                "it need no longer be a multiple of {before}");
        rows.value(
                Kind.PATTERN_CHANGED, "The pattern of a text changed", "the pattern changed from {before} to {after}");
        rows.value(
                Kind.PATTERN_NARROWED,
                "The pattern of a text matches less",
                "the pattern went from {before} to {after}, which matches less");
        rows.value(
                Kind.PATTERN_WIDENED,
                "The pattern of a text matches more",
                "the pattern went from {before} to {after}, which matches more");
        rows.value(Kind.PATTERN_SET, "A text must match a pattern now", "it must now match the pattern {after}");
        rows.value(
                Kind.PATTERN_DROPPED,
                "A text need not match a pattern any more",
                "it need no longer match the pattern {before}");
        rows.value(Kind.FORMAT_CHANGED, "The format of a text changed", "the format changed from {before} to {after}");
        rows.value(
                Kind.FORMAT_NARROWED,
                "The format of a text allows less",
                "the format went from {before} to {after}, which allows less");
        rows.value(
                Kind.FORMAT_WIDENED,
                "The format of a text allows more",
                "the format went from {before} to {after}, which allows more");
        rows.value(Kind.FORMAT_SET, "A text must have a format now", "it must now have the format {after}");
        rows.value(
                Kind.FORMAT_DROPPED,
                "A text need not have a format any more",
                "it need no longer have the format {before}");
        rows.both(
                Kind.FORMAT_HINT_CHANGED,
                RISKY,
                RISKY,
                "A format that no validator checks changed",
                "the format went from {before} to {after}: no validator checks it, but generators choose types by it",
                Affected.GENERATED_CLIENTS);
        rows.both(
                Kind.FORMAT_HINT_SET,
                COMPATIBLE,
                COMPATIBLE,
                "A format that no validator checks is stated",
                "the format is now {after}, which no validator checks");
        rows.both(
                Kind.FORMAT_HINT_DROPPED,
                COMPATIBLE,
                COMPATIBLE,
                "A format that no validator checks is no longer stated",
                "the format {before}, which no validator checks, is no longer stated");
        for (Rule.Area area : List.of(Rule.Area.REQUEST, Rule.Area.ANSWER)) {
            rows.row(
                    area,
                    Kind.CONSTRAINT_CHANGED,
                    BREAKING,
                    "A constraint that is compared by its text changed",
                    "`{subject}` changed from {before} to {after}",
                    Set.of(),
                    true);
            rows.row(
                    area,
                    Kind.CONSTRAINT_SET,
                    area == Rule.Area.REQUEST ? BREAKING : COMPATIBLE,
                    "A constraint that is compared by its text is new",
                    "`{subject}` is now {after}; there was none",
                    Set.of(),
                    area == Rule.Area.REQUEST);
            rows.row(
                    area,
                    Kind.CONSTRAINT_DROPPED,
                    area == Rule.Area.ANSWER ? BREAKING : COMPATIBLE,
                    "A constraint that is compared by its text is gone",
                    "`{subject}` was {before}; there is none now",
                    Set.of(),
                    area == Rule.Area.ANSWER);
        }
    }
}
