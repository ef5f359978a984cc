package dev.loupe.change;

import static dev.loupe.change.Impact.BREAKING;
import static dev.loupe.change.Impact.COMPATIBLE;
import static dev.loupe.change.Impact.INFO;
import static dev.loupe.change.Impact.RISKY;

import java.util.List;
import java.util.Set;

/** Rules about the members of objects, the branches of unions, and what no validator looks at in them. */
final class MemberRules {
    private MemberRules() {}

    static List<Rule> rows() {
        Rows rows = new Rows();
        members(rows);
        branches(rows);
        notes(rows);
        return rows.rules();
    }

    private static void members(Rows rows) {
        rows.both(Kind.PROPERTY_ADDED, COMPATIBLE, COMPATIBLE, "An optional member is new", "it is new");
        rows.both(
                Kind.PROPERTY_REMOVED,
                RISKY,
                RISKY,
                "An optional member is no longer described",
                "it is no longer described; messages with it stay valid, but nothing is promised any more",
                Affected.GENERATED_CLIENTS);
        rows.row(
                Rule.Area.REQUEST,
                Kind.REQUIRED_PROPERTY_ADDED,
                BREAKING,
                "A required member is new",
                "it is new and required",
                Set.of(Affected.GENERATED_CLIENTS));
        rows.row(
                Rule.Area.ANSWER,
                Kind.REQUIRED_PROPERTY_REMOVED,
                BREAKING,
                "A promised member is gone",
                "it was promised and is gone",
                Set.of(Affected.GENERATED_CLIENTS));
        rows.both(
                Kind.PROPERTY_ADMITTED,
                COMPATIBLE,
                RISKY,
                "A member is new in an object that allowed no others",
                "it is new, where no further members were allowed");
        rows.row(
                Rule.Area.REQUEST,
                Kind.PROPERTY_REFUSED,
                BREAKING,
                "A member is gone from an object that allows no others",
                "it is gone, and further members are refused",
                Set.of(Affected.GENERATED_CLIENTS));
        rows.value(
                Kind.PROPERTY_BECAME_REQUIRED,
                "An optional member is required now",
                "it was optional and is now required");
        rows.typed(
                Kind.PROPERTY_BECAME_OPTIONAL,
                "A required member is optional now",
                "it was always there and may now be absent");
        rows.both(
                Kind.UNKNOWN_MEMBERS_ADMITTED,
                COMPATIBLE,
                RISKY,
                "Members without a description are allowed now",
                "members that are not described were refused and are now allowed");
        rows.both(
                Kind.UNKNOWN_MEMBERS_REFUSED,
                BREAKING,
                COMPATIBLE,
                "Members without a description are refused now",
                "members that are not described were allowed and are now refused");
    }

    private static void branches(Rows rows) {
        rows.both(
                Kind.BRANCH_ADDED,
                COMPATIBLE,
                RISKY,
                "A variant is new",
                "the variant {subject} is new",
                Affected.GENERATED_CLIENTS);
        rows.both(
                Kind.BRANCH_REMOVED,
                BREAKING,
                COMPATIBLE,
                "A variant is gone",
                "the variant {subject} is gone",
                Affected.GENERATED_CLIENTS);
        rows.row(
                Rule.Area.REQUEST,
                Kind.BRANCHES_OVERLAP,
                BREAKING,
                "A value fits several variants of which only one may hold",
                "values now fit several variants, of which exactly one may hold",
                Set.of(),
                true);
        rows.row(
                Rule.Area.ANSWER,
                Kind.BRANCHES_NO_LONGER_OVERLAP,
                BREAKING,
                "A value fits one variant only, and several before, which was forbidden",
                "values that fitted several variants were ruled out and are now allowed",
                Set.of(),
                true);
    }

    private static void notes(Rows rows) {
        rows.both(
                Kind.DEFAULT_CHANGED,
                RISKY,
                INFO,
                "The default of a member changed",
                "the default went from {before} to {after}");
        rows.both(
                Kind.DEFAULT_DROPPED,
                RISKY,
                INFO,
                "The default of a member is no longer stated",
                "the default {before} is no longer stated");
        rows.both(
                Kind.DEFAULT_SET,
                COMPATIBLE,
                INFO,
                "A default is stated where none was",
                "the default is now {after}; none was stated");
        rows.both(Kind.DEPRECATED, COMPATIBLE, COMPATIBLE, "A member is deprecated now", "it is now deprecated");
        rows.both(
                Kind.NO_LONGER_DEPRECATED,
                COMPATIBLE,
                COMPATIBLE,
                "A member is no longer deprecated",
                "it is no longer deprecated");
        rows.both(
                Kind.PROSE_RANGE_CHANGED,
                INFO,
                INFO,
                "The limits that prose states changed",
                "the limits that its prose states changed; those of its schema are told apart");
        rows.both(Kind.PROSE_CHANGED, INFO, INFO, "Prose changed", "the prose changed");
        rows.both(Kind.SAMPLE_CHANGED, INFO, INFO, "A sample changed", "the sample changed");
        rows.both(Kind.ANNOTATION_CHANGED, INFO, INFO, "An annotation changed", "annotations changed");
        rows.both(
                Kind.TOO_DEEP,
                RISKY,
                RISKY,
                "A schema is nested too deeply to be compared",
                "it is nested more than 300 levels deep and was not compared below");
    }
}
