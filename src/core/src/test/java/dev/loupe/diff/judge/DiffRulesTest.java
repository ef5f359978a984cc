package dev.loupe.diff.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.compare.DifferenceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The catalogue of rules is complete, sorted, symmetrical and documented. */
final class DiffRulesTest {
    /** What is the opposite of what, as words of an id. */
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
            Map.entry("broken", "mended"),
            Map.entry("invalid", "no-longer-invalid"),
            Map.entry("became-range", "no-longer-range"),
            Map.entry("now", "no-longer-required"));

    /** Rules without an opposite, with the reason. */
    private static final Map<String, String> NO_OPPOSITE = new TreeMap<>(Map.ofEntries(
            Map.entry("document.another-api", "its return is told by document.came-back, in a history"),
            Map.entry("document.came-back", "the opposite is document.another-api"),
            Map.entry("document.still-invalid", "nothing changed"),
            Map.entry("document.reference-still-broken", "nothing changed"),
            Map.entry("operation.removed-after-sunset", "a removal of another level; the opposite is operation.added"),
            Map.entry("operation.moved", "moving back is moving"),
            Map.entry("security.scheme-missing", "mending it is security.way-added or no change at all"),
            Map.entry("security.required-now", "its opposite has another name: security.no-longer-required"),
            Map.entry("security.no-longer-required", "its opposite has another name: security.required-now"),
            Map.entry("request.too-deep", "a limit of Loupe, not a change"),
            Map.entry("answer.too-deep", "a limit of Loupe, not a change"),
            Map.entry("request.enum-replaced", "replacing back is replacing"),
            Map.entry("answer.enum-replaced", "replacing back is replacing"),
            Map.entry(
                    "request.branches-overlap",
                    "an answer's union breaks by the opposite: answer.branches-no-longer-overlap"),
            Map.entry(
                    "answer.branches-no-longer-overlap",
                    "a request's union breaks by the opposite: request.branches-overlap"),
            Map.entry("answer.property-admitted", "a member that goes is answer.property-removed, closed or open"),
            Map.entry(
                    "request.required-property-added",
                    "a member that goes is request.property-removed, required or not"),
            Map.entry(
                    "answer.required-property-removed",
                    "a member that comes is answer.property-added, required or not"),
            Map.entry("answer.required-header-removed", "a header that comes is answer.header-added"),
            Map.entry("request.required-body-added", "a body that goes is request.body-removed")));

    /** Rules that one side alone can have, with the reason. */
    private static final Map<String, String> ONE_SIDE = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "request.required-property-added",
                    "an answer with one more promised member harms nobody: answer.property-added"),
            Map.entry("request.property-refused", "an answer without a member is answer.property-removed"),
            Map.entry("request.branches-overlap", "an answer that fits fewer messages harms nobody"),
            Map.entry("answer.branches-no-longer-overlap", "a request that takes more harms nobody"),
            Map.entry(
                    "answer.required-property-removed",
                    "a request need not hold it any more: request.property-removed")));

    /** Things that only one side has at all. */
    private static final Set<String> ONLY_THERE = Set.of("body", "parameter", "header", "status");

    @Test
    void idsAreSortedAndUnique() {
        List<String> ids = DiffRules.all().stream().map(DiffRule::id).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyRuleSaysWhatWhyAndWhatToDo() {
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
        Set<DifferenceKind> judged = EnumSet.noneOf(DifferenceKind.class);
        DiffRules.all().forEach(rule -> judged.add(rule.kind()));
        assertThat(judged).containsAll(EnumSet.allOf(DifferenceKind.class));
    }

    @Test
    void everyRuleHasAnOppositeOrAReason() {
        List<String> lonely = new ArrayList<>();
        for (DiffRule rule : DiffRules.all()) {
            boolean turnsIntoItself = rule.id().endsWith("-changed");
            if (!turnsIntoItself && opposite(rule.id()).isEmpty()) {
                lonely.add(rule.id());
            }
        }
        assertThat(lonely).allMatch(NO_OPPOSITE::containsKey, "has an opposite, or a reason for having none");
        assertThat(NO_OPPOSITE.keySet()).allMatch(id -> DiffRules.byId(id).isPresent(), "is a rule");
        assertThat(NO_OPPOSITE.keySet())
                .filteredOn(id -> !lonely.contains(id))
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
    void everyRuleOfOneSideHasItsTwinOrAReason() {
        List<String> lonely = new ArrayList<>();
        for (DiffRule rule : DiffRules.all()) {
            String other =
                    rule.id().startsWith("request.") ? "answer." : rule.id().startsWith("answer.") ? "request." : "";
            String name = rule.id().substring(rule.id().indexOf('.') + 1);
            boolean onlyThere = ONLY_THERE.stream().anyMatch(name::contains);
            if (!other.isEmpty() && !onlyThere && DiffRules.byId(other + name).isEmpty()) {
                lonely.add(rule.id());
            }
        }
        assertThat(lonely).containsExactlyInAnyOrderElementsOf(ONE_SIDE.keySet());
    }

    @Test
    void theTwinOfABreakIsNone() {
        for (DiffRule rule : DiffRules.all()) {
            if (rule.area() == DiffRule.Area.REQUEST
                    && rule.impact() == Impact.BREAKING
                    && rule.kind().move() == DifferenceKind.Move.NARROWS) {
                DiffRules.byId("answer." + rule.kind().kebab())
                        .filter(twin -> twin.kind() != DifferenceKind.MEDIA_TYPE_REMOVED
                                && twin.kind() != DifferenceKind.BODY_REMOVED)
                        .ifPresent(
                                twin -> assertThat(twin.impact()).as(twin.id()).isEqualTo(Impact.COMPATIBLE));
            }
        }
    }

    @Test
    void theDocumentedCatalogueIsTheCatalogue() throws IOException {
        Path file = Path.of(System.getProperty("loupe.root"), "docs", "RULES.md");
        String expected = page();
        if ("rewrite".equals(System.getProperty("loupe.golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("docs/RULES.md: make golden rewrites it")
                .isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Rules of `loupe diff`

                Generated from the rules; `make golden` rewrites it. `loupe explain RULE` tells one of them. Levels: **breaking** (some
                message that was right is now wrong, or something that clients rely on is gone), **risky** (no message becomes wrong, but
                a promise is withdrawn), **compatible**, **info**. A rule that says breaking is overruled by proof: when a value shows that
                what was narrowed here is accepted in another way, the change is compatible. What goes after the day that the old contract
                stated beside it (`x-sunset: 2026-12-31`, at a schema or an operation) is compatible.

                | rule | level | hurts | what changed |
                |---|---|---|---|
                """);
        for (DiffRule rule : DiffRules.all()) {
            String hurts = String.join(
                    ", ", rule.breaks().stream().map(AffectedParty::word).toList());
            page.append("| `")
                    .append(rule.id())
                    .append("` | ")
                    .append(rule.impact().word());
            page.append(rule.onlyProven() ? ", when proven" : "")
                    .append(" | ")
                    .append(hurts)
                    .append(" | ")
                    .append(rule.truth())
                    .append(" |\n");
        }
        return page.toString();
    }
}
