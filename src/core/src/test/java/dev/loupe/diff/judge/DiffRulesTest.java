package dev.loupe.diff.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.Golden;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The catalogue of rules is complete, sorted, symmetrical and documented. */
final class DiffRulesTest {
    /** Pairs of opposite words at the end of ids. */
    private static final List<Map.Entry<String, String>> OPPOSITES = List.of(
            Map.entry("raised", "lowered"),
            Map.entry("set", "dropped"),
            Map.entry("narrowed", "widened"),
            Map.entry("added", "removed"),
            Map.entry("allowed", "refused"),
            Map.entry("admitted", "refused"),
            Map.entry("integer", "number"),
            Map.entry("required", "optional"),
            Map.entry("overlap", "no-longer-overlap"),
            Map.entry("deprecated", "no-longer-deprecated"),
            Map.entry("broken", "fixed"),
            Map.entry("invalid", "no-longer-invalid"),
            Map.entry("became-range", "no-longer-range"),
            Map.entry("now", "no-longer-required"));

    /** Rules without an opposite, with the reason. */
    private static final Map<String, String> NO_OPPOSITE = new TreeMap<>(Map.ofEntries(
            Map.entry("document.another-api", "its return is document.came-back, in a history"),
            Map.entry("document.came-back", "the opposite is document.another-api"),
            Map.entry("document.still-invalid", "nothing changed"),
            Map.entry("document.reference-still-broken", "nothing changed"),
            Map.entry("operation.removed-after-sunset", "a removal of another level; the opposite is operation.added"),
            Map.entry("operation.moved", "moving back is a move"),
            Map.entry("security.scheme-missing", "declaring the scheme is security.way-added or no change"),
            Map.entry("security.required-now", "its opposite has another name: security.no-longer-required"),
            Map.entry("security.no-longer-required", "its opposite has another name: security.required-now"),
            Map.entry("request.too-deep", "a limit of Loupe, not a change"),
            Map.entry("answer.too-deep", "a limit of Loupe, not a change"),
            Map.entry("request.too-complex", "a limit of Loupe, not a change"),
            Map.entry("answer.too-complex", "a limit of Loupe, not a change"),
            Map.entry("operation.sunset-missing", "adding the date is operation.sunset-set"),
            Map.entry("operation.sunset-invalid", "a date in its place is operation.sunset-changed"),
            Map.entry("operation.stability-invalid", "a level in its place is operation.stability-raised"),
            Map.entry("request.enum-replaced", "the reverse is a replacement too"),
            Map.entry("answer.enum-replaced", "the reverse is a replacement too"),
            Map.entry(
                    "request.branches-overlap", "a response breaks by the opposite: answer.branches-no-longer-overlap"),
            Map.entry(
                    "answer.branches-no-longer-overlap", "a request breaks by the opposite: request.branches-overlap"),
            Map.entry("answer.property-admitted", "the reverse is answer.property-removed, in closed and open objects"),
            Map.entry("request.required-property-added", "the reverse is request.property-removed, required or not"),
            Map.entry("answer.required-property-removed", "the reverse is answer.property-added, required or not"),
            Map.entry("answer.required-header-removed", "the reverse is answer.header-added"),
            Map.entry("request.body-dropped", "the reverse is request.body-added"),
            Map.entry("request.required-body-added", "the reverse is request.body-removed")));

    /** Rules that exist for one direction only, with the reason. */
    private static final Map<String, String> ONE_SIDE = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "request.required-property-added",
                    "a further required property breaks no reader: answer.property-added"),
            Map.entry("request.property-refused", "in a response this is answer.property-removed"),
            Map.entry("request.branches-overlap", "a response that allows less breaks no reader"),
            Map.entry("answer.branches-no-longer-overlap", "a request that accepts more breaks no sender"),
            Map.entry("answer.media-type-became-range", "a request that accepts more breaks no sender"),
            Map.entry("answer.required-property-removed", "in a request this is request.property-removed")));

    /** Subjects that exist in one direction only. */
    private static final Set<String> ONLY_THERE = Set.of(
            "body",
            "parameter",
            "header",
            "status",
            "media-type-no-longer-range",
            "empty-value",
            "reserved-characters");

    @Test
    void idsAreSortedAndUnique() {
        List<String> ids = DiffRules.all().stream().map(DiffRule::id).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyRuleHasATitleAReasonAndAFix() {
        assertThat(DiffRules.all()).allSatisfy(rule -> {
            assertThat(rule.truth()).isNotBlank().doesNotEndWith(".");
            assertThat(rule.sentence()).isNotBlank();
            assertThat(rule.why()).endsWith(".");
            assertThat(rule.fix()).endsWith(".");
            boolean hurts = rule.impact() == Impact.BREAKING || rule.impact() == Impact.RISKY;
            assertThat(rule.breaks().isEmpty()).as(rule.id()).isEqualTo(!hurts);
        });
    }

    @Test
    void everyKindOfDifferenceHasARule() {
        Set<DifferenceKind> judged = new HashSet<>();
        DiffRules.all().forEach(rule -> judged.add(rule.kind()));
        assertThat(judged).containsExactlyInAnyOrderElementsOf(DifferenceKind.all());
    }

    @Test
    void everyRuleHasAnOppositeOrAReason() {
        List<String> single = new ArrayList<>();
        for (DiffRule rule : DiffRules.all()) {
            boolean turnsIntoItself = rule.id().endsWith("-changed");
            if (!turnsIntoItself && opposite(rule.id()).isEmpty()) {
                single.add(rule.id());
            }
        }
        assertThat(single).allMatch(NO_OPPOSITE::containsKey, "has an opposite, or a reason for having none");
        assertThat(NO_OPPOSITE.keySet()).allMatch(id -> DiffRules.byId(id).isPresent(), "is a rule");
        assertThat(NO_OPPOSITE.keySet())
                .filteredOn(id -> !single.contains(id))
                .as("stale reasons")
                .isEmpty();
    }

    private static Optional<DiffRule> opposite(String id) {
        for (var pair : OPPOSITES) {
            for (List<String> way :
                    List.of(List.of(pair.getKey(), pair.getValue()), List.of(pair.getValue(), pair.getKey()))) {
                if (id.endsWith(way.getFirst())) {
                    String other = id.substring(0, id.length() - way.getFirst().length()) + way.getLast();
                    if (DiffRules.byId(other).isPresent() && !other.equals(id)) {
                        return DiffRules.byId(other);
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void everyRuleExistsForBothDirectionsOrHasAReason() {
        List<String> single = new ArrayList<>();
        for (DiffRule rule : DiffRules.all()) {
            String other =
                    rule.id().startsWith("request.") ? "answer." : rule.id().startsWith("answer.") ? "request." : "";
            String name = rule.id().substring(rule.id().indexOf('.') + 1);
            boolean onlyThere = ONLY_THERE.stream().anyMatch(name::contains);
            if (!other.isEmpty() && !onlyThere && DiffRules.byId(other + name).isEmpty()) {
                single.add(rule.id());
            }
        }
        assertThat(single).containsExactlyInAnyOrderElementsOf(ONE_SIDE.keySet());
    }

    @Test
    void aNarrowingThatBreaksRequestsIsCompatibleInResponses() {
        for (DiffRule rule : DiffRules.all()) {
            if (rule.area() == DiffRule.Area.REQUEST
                    && rule.impact() == Impact.BREAKING
                    && rule.kind().effect() == DifferenceKind.Effect.NARROWS) {
                DiffRules.byId("answer." + rule.kind().id())
                        .filter(counterpart -> !counterpart.kind().is(Subject.MEDIA_TYPE, Edit.REMOVED)
                                && !counterpart.kind().is(Subject.BODY, Edit.REMOVED))
                        .ifPresent(counterpart -> assertThat(counterpart.impact())
                                .as(counterpart.id())
                                .isEqualTo(Impact.COMPATIBLE));
            }
        }
    }

    @Test
    void theDocumentedRulesAreTheRules() throws IOException {
        Path file = Path.of(System.getProperty("loupe.root"), "docs", "RULES.md");
        String expected = page();
        Golden.compare(file, expected);
    }

    /** The level under another policy; empty when it is the same. */
    private static String other(DiffRule rule, Policy policy) {
        Impact impact = policy.impact(rule);
        return impact == rule.impact() ? "" : impact.word();
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Rules of `loupe diff`

                Generated from the rules by `make golden`. `loupe explain RULE` shows one rule. Levels: **breaking** (some valid message is
                now invalid, or something that clients use is removed), **risky** (no message becomes invalid, but a guarantee is
                removed), **compatible** (every client still works), **info** (no message is affected). A witness decides: when another
                part of the schema accepts the values that are rejected here, a breaking change becomes compatible. An element that is
                removed after its sunset date (`x-sunset: 2026-12-31` in the old spec, at a schema or an operation) is compatible.

                ## Policy

                Three columns state the level of a rule for three kinds of readers (`--policy`). Servers validate requests, so the
                columns differ for responses only. A **strict** reader validates responses: whatever the old spec excludes breaks it. A
                **standard** reader expects new enum values and new variants, but relies on types, required properties and limits. A
                **tolerant** reader checks no limits: only a missing property or another type breaks it.

                - Enum values of responses: a further value is risky, since enums grow and readers have a default case. An enum that is
                  removed is breaking, since any value of the type may come; for a tolerant reader it is risky.
                - Open variants: when one variant of a union accepts any value, a removed or changed variant of the same union invalidates no
                  message. The change is risky, since what was documented about the values is removed. When another variant describes
                  the same values, it is compatible.
                - `default`: a changed or removed default of a request is risky, since senders that omit the value get another
                  behaviour. In a response it is info: the value is always sent.
                - `int32` and `int64`, `float` and `double`: validators ignore them and generated clients do not. A wider number is
                  risky in a response, a narrower one in a request.
                - Parameters, headers and forms are compared as text. A difference between values with the same text is compatible.
                - `allowEmptyValue`: a schema that accepts the empty string accepts a query parameter without a value, so adding or
                  removing `allowEmptyValue` next to it is no change. Next to another schema a removal is risky.
                - `allowReserved`: a change is risky, since clients write reserved characters in another form. Null as the value of a parameter
                  has no text, so a parameter that no longer accepts it is risky.
                - Webhooks and callbacks: clients read the request and send the response, so the directions are exchanged.
                - OpenAPI 3.0 does not define `const`, `contains`, `if` and other keywords of JSON Schema. In a document of that
                  version some validators apply them and others ignore them, so a change that only such a keyword rejects is
                  risky, not breaking.
                - `nullable` of OpenAPI 3.0 adds null to the `type` next to it. Next to an `enum` that does not list null it rejects
                  null, by the text of OpenAPI 3.0.3 and in every command. Many validators accept null there, so a change that only
                  concerns null is risky, not breaking.
                - A property that a spec does not describe is not expected in its messages. Adding an optional property to an open
                  object is compatible, although a message may have had a property of that name with another value.
                - What was not proven to be a break or to be none is risky: values were tried, and both specs accept them.
                - `in: querystring` and query parameters describe the same URLs, so one is compared with the other as a form.
                - Overlapping `oneOf` branches: a value that several branches match is invalid. With a discriminator the change is
                  risky, since most readers select the branch by it.

                ## Optional conventions

                OpenAPI does not define these extensions, so a project states by an option that it follows them. Without the option
                their changes are info.

                - `--deprecation-days DAYS`: an operation that becomes deprecated has `x-sunset: 2026-12-31`, at least that many days
                  after the comparison. A date that is set or changed in time is compatible. A date that is missing, removed, too early
                  or no date is breaking.
                - `--stability-levels`: `x-stability-level` is draft, alpha, beta or stable; without it an operation is stable. A lower or
                  unknown level is breaking. Other changes of an operation that the old spec calls draft or alpha are compatible.
                - `--extensible-enums`: `x-extensible-enum` lists known values of a string that may have others. A value that a request
                  no longer lists is breaking; every other change of the list is compatible.

                ## Rules

                | rule | standard | strict | tolerant | affects | change |
                |---|---|---|---|---|---|
                """);
        for (DiffRule rule : DiffRules.all()) {
            String hurts = String.join(
                    ", ", rule.breaks().stream().map(AffectedParty::word).toList());
            page.append("| `")
                    .append(rule.id())
                    .append("` | ")
                    .append(Conventions.option(rule)
                            .map(option -> "info; " + rule.impact().word() + " with `" + option + "`")
                            .orElse(rule.impact().word()));
            page.append(rule.onlyProven() ? ", when proven" : "")
                    .append(" | ")
                    .append(other(rule, Policy.STRICT))
                    .append(" | ")
                    .append(other(rule, Policy.TOLERANT))
                    .append(" | ")
                    .append(hurts)
                    .append(" | ")
                    .append(rule.truth())
                    .append(" |\n");
        }
        return page.toString();
    }
}
