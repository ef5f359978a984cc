package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.INFO;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind;
import java.util.List;
import java.util.Set;

/** Rules about the members of objects, the branches of unions, and what no validator looks at in them. */
final class PropertyRules {
    private PropertyRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        properties(rows);
        branches(rows);
        annotations(rows);
        return rows.rules();
    }

    private static void properties(RuleBuilder rows) {
        rows.both(DifferenceKind.PROPERTY_ADDED, COMPATIBLE, COMPATIBLE, "An optional member is new", "it is new");
        rows.both(
                DifferenceKind.PROPERTY_REMOVED,
                RISKY,
                RISKY,
                "An optional member is no longer described",
                "it is no longer described; messages with it stay valid, but nothing is promised any more",
                AffectedParty.GENERATED_CLIENTS);
        rows.row(
                DiffRule.Area.REQUEST,
                DifferenceKind.REQUIRED_PROPERTY_ADDED,
                BREAKING,
                "A required member is new",
                "it is new and required",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.row(
                DiffRule.Area.RESPONSE,
                DifferenceKind.REQUIRED_PROPERTY_REMOVED,
                BREAKING,
                "A promised member is gone",
                "it was promised and is gone",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.both(
                DifferenceKind.PROPERTY_ADMITTED,
                COMPATIBLE,
                RISKY,
                "A member is new in an object that allowed no others",
                "it is new, where no further members were allowed");
        rows.row(
                DiffRule.Area.REQUEST,
                DifferenceKind.PROPERTY_REFUSED,
                BREAKING,
                "A member is gone from an object that allows no others",
                "it is gone, and further members are refused",
                Set.of(AffectedParty.GENERATED_CLIENTS));
        rows.value(
                DifferenceKind.PROPERTY_BECAME_REQUIRED,
                "An optional member is required now",
                "it was optional and is now required");
        rows.typed(
                DifferenceKind.PROPERTY_BECAME_OPTIONAL,
                "A required member is optional now",
                "it was always there and may now be absent");
        rows.both(
                DifferenceKind.UNKNOWN_MEMBERS_ADMITTED,
                COMPATIBLE,
                RISKY,
                "Members without a description are allowed now",
                "members that are not described were refused and are now allowed");
        rows.both(
                DifferenceKind.UNKNOWN_MEMBERS_REFUSED,
                BREAKING,
                COMPATIBLE,
                "Members without a description are refused now",
                "members that are not described were allowed and are now refused");
    }

    private static void branches(RuleBuilder rows) {
        rows.both(
                DifferenceKind.BRANCH_ADDED,
                COMPATIBLE,
                RISKY,
                "A variant is new",
                "the variant {subject} is new",
                AffectedParty.GENERATED_CLIENTS);
        rows.both(
                DifferenceKind.BRANCH_REMOVED,
                BREAKING,
                COMPATIBLE,
                "A variant is gone",
                "the variant {subject} is gone",
                AffectedParty.GENERATED_CLIENTS);
        rows.row(
                DiffRule.Area.REQUEST,
                DifferenceKind.BRANCHES_OVERLAP,
                BREAKING,
                "A value fits several variants of which only one may hold",
                "values now fit several variants, of which exactly one may hold",
                Set.of(),
                true);
        rows.row(
                DiffRule.Area.RESPONSE,
                DifferenceKind.BRANCHES_NO_LONGER_OVERLAP,
                BREAKING,
                "A value fits one variant only, and several before, which was forbidden",
                "values that fitted several variants were ruled out and are now allowed",
                Set.of(),
                true);
    }

    private static void annotations(RuleBuilder rows) {
        rows.both(
                DifferenceKind.DEFAULT_CHANGED,
                RISKY,
                INFO,
                "The default of a member changed",
                "the default went from {before} to {after}");
        rows.both(
                DifferenceKind.DEFAULT_DROPPED,
                RISKY,
                INFO,
                "The default of a member is no longer stated",
                "the default {before} is no longer stated");
        rows.both(
                DifferenceKind.DEFAULT_SET,
                COMPATIBLE,
                INFO,
                "A default is stated where none was",
                "the default is now {after}; none was stated");
        rows.both(
                DifferenceKind.DEPRECATED,
                COMPATIBLE,
                COMPATIBLE,
                "A member is deprecated now",
                "it is now deprecated");
        rows.both(
                DifferenceKind.NO_LONGER_DEPRECATED,
                COMPATIBLE,
                COMPATIBLE,
                "A member is no longer deprecated",
                "it is no longer deprecated");
        rows.both(
                DifferenceKind.PROSE_RANGE_CHANGED,
                INFO,
                INFO,
                "The limits that prose states changed",
                "the limits that its prose states changed; those of its schema are told apart");
        rows.both(DifferenceKind.PROSE_CHANGED, INFO, INFO, "Prose changed", "the prose changed");
        rows.both(DifferenceKind.SAMPLE_CHANGED, INFO, INFO, "A sample changed", "the sample changed");
        rows.both(DifferenceKind.ANNOTATION_CHANGED, INFO, INFO, "An annotation changed", "annotations changed");
        rows.both(
                DifferenceKind.TOO_DEEP,
                RISKY,
                RISKY,
                "A schema is nested too deeply to be compared",
                "it is nested more than 300 levels deep and was not compared below");
    }
}
