package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.Document;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one comparison may cost, counted in steps. Beyond it the result is inconclusive or breaking, never green. */
final class WorkBudgetTest {
    private static ObjectNode document() {
        try {
            return (ObjectNode)
                    new ObjectMapper()
                            .readTree(
                                    """
                            {"openapi": "3.1.0", "paths": {"/x": {"post": {
                                "requestBody": {"content": {"application/json": {
                                    "schema": {"$ref": "#/components/schemas/S0"}}}},
                                "responses": {"200": {"description": "x"}}}}},
                              "components": {"schemas": {}}}
                            """);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode schema(ObjectNode document, int number) {
        return document.withObject("/components/schemas").withObject("/S" + number);
    }

    private static ObjectNode reference(int number) {
        ObjectNode reference = new ObjectMapper().createObjectNode();
        return reference.put("$ref", "#/components/schemas/S" + number);
    }

    private static DiffResult compare(JsonNode old, JsonNode next, long steps) {
        return Diff.compare(Document.of("old", old), Document.of("new", next), Diff.Options.plain("2026-11-20"), steps);
    }

    private static List<String> rules(DiffResult result) {
        return result.changes().stream().map(change -> change.rule().id()).toList();
    }

    /** Each schema has a property for each schema: a walk in depth would be as deep as there are references. */
    private static ObjectNode mutual(int count, int maximum) {
        ObjectNode document = document();
        for (int i = 0; i < count; i++) {
            ObjectNode properties = schema(document, i).put("type", "object").withObject("/properties");
            for (int j = 0; j < count; j++) {
                properties.set("r" + j, reference(j));
            }
        }
        schema(document, 0)
                .withObject("/properties/limit")
                .put("type", "integer")
                .put("maximum", maximum);
        return document;
    }

    @Test
    void schemasThatAllReferToEachOtherAreComparedInStepsThatGrowAsTheReferencesDo() {
        DiffResult result = compare(mutual(30, 9), mutual(30, 8), 150_000);
        assertThat(rules(result)).containsOnly("request.maximum-lowered");
        assertThat(result.changes().getFirst().proven()).isTrue();
    }

    @Test
    void aUsedUpBudgetIsReportedOnceForAMessageAndIsNotGreen() {
        DiffResult result = compare(mutual(30, 9), mutual(30, 8), 500);
        assertThat(rules(result)).containsOnlyOnce("request.too-complex");
        assertThat(result.exitCode(FailOn.BREAKING)).isEqualTo(3);
    }

    @Test
    void theNumberOfDifferencesIsBounded() {
        ObjectNode old = document();
        ObjectNode next = document();
        for (int i = 0; i < 300; i++) {
            schema(old, 0).withObject("/properties/p" + i).put("type", "string");
            schema(next, 0)
                    .withObject("/properties/p" + i)
                    .put("type", "string")
                    .put("maxLength", i);
        }
        DiffResult all = compare(old, next, 200_000);
        assertThat(rules(all)).containsOnly("request.max-length-set").hasSize(300);
        DiffResult some = compare(old, next, 50_000);
        assertThat(rules(some)).contains("request.max-length-set", "request.too-complex");
        assertThat(some.changes()).hasSizeBetween(50, 150);
        assertThat(some.exitCode(FailOn.BREAKING)).isEqualTo(1);
    }

    /** Differences at the end of a long chain of properties, and many ways to the chain: each way is a location. */
    @Test
    void theLocationsOfDeepDifferencesAreBoundedWithoutALossOfDifferences() {
        ObjectNode old = document();
        for (int i = 0; i < 99; i++) {
            schema(old, 0).withObject("/properties/way" + i).put("$ref", "#/components/schemas/S1");
        }
        for (int i = 1; i < 100; i++) {
            schema(old, i).withObject("/properties").set("next", reference(i + 1));
        }
        ObjectNode next = old.deepCopy();
        for (int i = 0; i < 150; i++) {
            schema(old, 100).withObject("/properties/p" + i).put("type", "string");
            schema(next, 100)
                    .withObject("/properties/p" + i)
                    .put("type", "string")
                    .put("maxLength", i + 1);
        }
        DiffResult result = compare(old, next, 200_000);
        assertThat(rules(result)).containsOnly("request.max-length-set").hasSize(150);
        assertThat(result.changes().stream()
                        .mapToInt(change -> change.alsoAt().size())
                        .sum())
                .isBetween(3_000, 12_000);
        assertThat(result.inconclusive()).isEmpty();
    }

    /** The branches accept the same and are written differently, so that each is compared with each. */
    @Test
    void theDistancesOfBranchesAreCounted() {
        ObjectNode old = document();
        ObjectNode next = document();
        for (int i = 0; i < 150; i++) {
            schema(old, 0).withArray("anyOf").addObject().put("type", "string").put("maxLength", i + 1);
            schema(next, 0)
                    .withArray("anyOf")
                    .addObject()
                    .put("type", "string")
                    .put("maxLength", i + 1)
                    .put("minLength", 0);
        }
        assertThat(rules(compare(old, next, 120_000))).isEmpty();
        assertThat(rules(compare(old, next, 60_000))).contains("request.too-complex");
    }

    /** Each level has many patterns, and each of them leads to all of the next level. */
    @Test
    void theSchemasOfPatternPropertiesInPatternPropertiesAreCounted() {
        ObjectNode old = document();
        for (int level = 0; level < 3; level++) {
            for (int i = 0; i < 12; i++) {
                schema(old, level)
                        .put("type", "object")
                        .withObject("/patternProperties")
                        .set("^p" + i, reference(level + 1));
            }
        }
        schema(old, 3).put("type", "string");
        ObjectNode next = old.deepCopy();
        schema(next, 3).put("maxLength", 5);
        assertThat(rules(compare(old, next, WorkBudget.STEPS))).isNotEmpty().doesNotContain("request.too-complex");
        assertThat(rules(compare(old, next, 5_000))).containsOnly("request.too-complex");
    }

    /** The keywords have equal texts at each level; the difference is below the deepest level that is compared. */
    @Test
    void aDifferenceBelowManyPatternPropertiesIsReported() {
        ObjectNode old = document();
        for (int level = 0; level < 8; level++) {
            schema(old, level)
                    .put("type", "object")
                    .withObject("/patternProperties")
                    .set("^p", reference(level + 1));
        }
        schema(old, 8).put("type", "string");
        schema(old, 8).withObject("/dependencies").set("p", reference(0));
        assertThat(rules(compare(old, old.deepCopy(), WorkBudget.STEPS))).isEmpty();
        ObjectNode described = old.deepCopy();
        schema(described, 8).put("description", "A name.");
        assertThat(rules(compare(old, described, WorkBudget.STEPS))).doesNotContain("request.constraint-changed");
        ObjectNode next = old.deepCopy();
        schema(next, 8).put("maxLength", 5);
        assertThat(rules(compare(old, next, WorkBudget.STEPS))).containsExactly("request.constraint-changed");
    }

    @Test
    void patternsThatCannotBeComparedWithinTheBudgetAreInconclusive() {
        ObjectNode old = document();
        ObjectNode next = document();
        for (int i = 0; i < 20; i++) {
            schema(old, 0)
                    .withObject("/properties/p" + i)
                    .put("type", "string")
                    .put("pattern", "^(a|b)*c{1," + i + "}$");
            schema(next, 0)
                    .withObject("/properties/p" + i)
                    .put("type", "string")
                    .put("pattern", "^(a|bx)*c{1," + i + "}$");
        }
        assertThat(rules(compare(old, next, 100_000))).contains("request.too-complex");
    }

    @Test
    void manyBranchesWithTheSameHashAreMatchedByTheirText() {
        ObjectNode old = document();
        for (int i = 0; i < 300; i++) {
            ObjectNode branch = schema(old, 0).withArray("oneOf").addObject().put("type", "object");
            branch.withArray("required").add("v" + i);
            branch.withObject("/properties/v" + i).put("type", "string");
        }
        ObjectNode next = old.deepCopy();
        ((ObjectNode) next.at("/components/schemas/S0/oneOf/7/properties/v7")).put("maxLength", 3);
        assertThat(rules(compare(old, next, 300_000))).containsExactly("request.max-length-set");
    }

    /** Operations whose requests are all the same schema of 50 properties. */
    private static ObjectNode sharing(int operations, int maximum) {
        ObjectNode document = mutual(50, maximum);
        ObjectNode paths = document.withObject("/paths");
        for (int i = 0; i < operations; i++) {
            paths.set("/y" + i, paths.get("/x").deepCopy());
        }
        return document;
    }

    @Test
    void aSchemaThatManyOperationsShareIsComparedOnceAndReportedOnceWithEachOperation() {
        DiffResult result = compare(sharing(40, 9), sharing(40, 8), 300_000);
        assertThat(rules(result)).containsOnly("request.maximum-lowered").hasSize(1);
        assertThat(result.inconclusive()).isEmpty();
        Set<String> operations = new TreeSet<>();
        operations.add(result.changes().getFirst().at().operation());
        result.changes().getFirst().alsoAt().forEach(location -> operations.add(location.operation()));
        assertThat(operations).hasSize(41);
    }

    /** Two operations, and a schema that two properties of their request refer to. */
    private static ObjectNode usedTwice(int maximum) {
        ObjectNode document = document();
        ObjectNode properties = schema(document, 0).put("type", "object").withObject("/properties");
        properties.set("a", reference(1));
        properties.set("b", reference(1));
        schema(document, 1)
                .put("type", "object")
                .withObject("/properties/m")
                .put("type", "integer")
                .put("maximum", maximum);
        ObjectNode paths = document.withObject("/paths");
        paths.set("/y", paths.get("/x").deepCopy());
        return document;
    }

    @Test
    void aSchemaThatIsUsedTwiceIsListedAtBothPropertiesOfEveryOperation() {
        assertThat(compare(usedTwice(9), usedTwice(8), 300_000).changes().stream()
                        .flatMap(change -> Stream.concat(Stream.of(change.at()), change.alsoAt().stream()))
                        .map(location -> location.operation() + " " + location.properties()))
                .containsExactlyInAnyOrder("POST /x [a, m]", "POST /x [b, m]", "POST /y [a, m]", "POST /y [b, m]");
    }

    /** A schema first as one of two branches, where the other branch accepts what it rejects, then alone. */
    private static ObjectNode coveredThenAlone(int maximum) {
        ObjectNode document = document();
        ObjectNode properties = schema(document, 0).put("type", "object").withObject("/properties");
        properties
                .withObject("/a")
                .withArray("anyOf")
                .add(reference(1))
                .addObject()
                .put("type", "object");
        properties.set("b", reference(1));
        schema(document, 1)
                .put("type", "object")
                .withObject("/properties/m")
                .put("type", "integer")
                .put("maximum", maximum);
        return document;
    }

    @Test
    void aDifferenceThatAnotherBranchCoversIsReportedWhereNoBranchDoes() {
        assertThat(compare(coveredThenAlone(9), coveredThenAlone(8), 300_000).changes().stream()
                        .filter(change -> change.impact() == Impact.BREAKING)
                        .map(change -> change.at().properties()))
                .containsExactly(List.of("b", "m"));
    }

    @Test
    void removedOperationsAreReportedWhenTheBudgetIsUsedUp() {
        ObjectNode next = sharing(40, 8);
        ObjectNode old = sharing(60, 9);
        assertThat(rules(compare(old, next, 500))).contains("operation.removed", "request.too-complex");
    }
}
