package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.Work;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contracts written to hang, to flood or to confuse: bounded, and the bound is reported. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
final class HostileTest {
    private static ObjectNode document(String components, String schema) {
        try {
            return (ObjectNode) new ObjectMapper()
                    .readTree("{\"openapi\": \"3.0.0\", \"paths\": {\"/x\": {\"post\": {\"requestBody\": {\"content\":"
                            + " {\"application/json\": {\"schema\": " + schema
                            + "}}}, \"responses\": {\"200\": {\"description\": \"x\"}}}}},"
                            + " \"components\": {\"schemas\": " + components + "}}");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static DiffResult compare(JsonNode old, JsonNode next) {
        return Diff.compare(Document.of("old", old), Document.of("new", next), Diff.Options.plain("2026-11-20"));
    }

    private static List<String> ids(DiffResult comparison) {
        return comparison.changes().stream().map(change -> change.rule().id()).toList();
    }

    @Test
    void aRecursiveSchemaIsCompared() {
        String node =
                "{\"Node\": {\"type\": \"object\", \"properties\": {\"value\": {\"type\": \"integer\", \"maximum\": %d},"
                        + " \"next\": {\"$ref\": \"#/components/schemas/Node\"}, \"all\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/components/schemas/Node\"}}}}}";
        DiffResult found = compare(
                document(String.format(java.util.Locale.ROOT, node, 9), "{\"$ref\": \"#/components/schemas/Node\"}"),
                document(String.format(java.util.Locale.ROOT, node, 8), "{\"$ref\": \"#/components/schemas/Node\"}"));
        assertThat(ids(found)).containsExactly("request.maximum-lowered");
        assertThat(found.changes().getFirst().proven()).isTrue();
    }

    @Test
    void aRecursiveUnionTerminates() {
        String union =
                "{\"A\": {\"anyOf\": [{\"$ref\": \"#/components/schemas/A\"}, {\"$ref\": \"#/components/schemas/A\"}, {\"type\": \"%s\"}]}}";
        DiffResult found = compare(
                document(
                        String.format(java.util.Locale.ROOT, union, "string"),
                        "{\"$ref\": \"#/components/schemas/A\"}"),
                document(
                        String.format(java.util.Locale.ROOT, union, "boolean"),
                        "{\"$ref\": \"#/components/schemas/A\"}"));
        assertThat(found.verdict()).isNotNull();
    }

    @Test
    void circularReferencesAndAllOfTerminate() {
        String circle = "{\"A\": {\"$ref\": \"#/components/schemas/B\"}, \"B\": {\"$ref\": \"#/components/schemas/A\"},"
                + " \"C\": {\"allOf\": [{\"$ref\": \"#/components/schemas/C\"}, {\"$ref\": \"#/components/schemas/C\"}]}}";
        JsonNode old = document(
                circle,
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#/components/schemas/A\"}, \"c\": {\"$ref\": \"#/components/schemas/C\"}, \"n\": {\"type\": \"integer\"}}}");
        JsonNode next = document(
                circle,
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#/components/schemas/A\"}, \"c\": {\"$ref\": \"#/components/schemas/C\"}, \"n\": {\"type\": \"string\"}}}");
        assertThat(ids(compare(old, next))).contains("request.type-changed", "document.reference-still-broken");
    }

    @Test
    void anUnresolvableReferenceDoesNotStopTheComparison() {
        JsonNode old = document(
                "{}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#/nowhere\"}, \"b\": {\"type\": \"number\", \"maximum\": 2}}}");
        JsonNode next = document(
                "{}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"https://example.com/x.json\"}, \"b\": {\"type\": \"number\", \"maximum\": 1}}}");
        DiffResult found = compare(old, next);
        assertThat(ids(found))
                .containsExactlyInAnyOrder(
                        "request.maximum-lowered", "document.reference-broken", "document.reference-fixed");
        assertThat(found.changes().getFirst().proven()).isTrue();
        assertThat(ids(compare(old, withTitle(old))))
                .containsExactlyInAnyOrder("document.reference-still-broken", "document.prose-changed");
    }

    /** What the path item describes is unknown: its operations are neither removed nor added. */
    @Test
    void anOperationOfAPathItemThatCannotBeReadIsNotCompared() {
        JsonNode known = document("{}", "{}");
        ObjectNode remote = document("{}", "{}");
        ((ObjectNode) remote.path("paths")).putObject("/x").put("$ref", "https://a.example/item.json");
        for (DiffResult found : List.of(compare(known, remote), compare(remote, known))) {
            assertThat(ids(found)).noneMatch(rule -> rule.startsWith("operation."));
            assertThat(found.exitCode(FailOn.BREAKING)).isEqualTo(3);
        }
    }

    @Test
    void theWholeDocumentIsNoSchema() {
        DiffResult found = compare(document("{}", "{\"$ref\": \"#\"}"), document("{}", "{\"$ref\": \"#\"}"));
        assertThat(found.exitCode(FailOn.BREAKING)).isEqualTo(3);
    }

    private static void operation(ObjectNode document, String path, int number) {
        ((ObjectNode) document.path("paths"))
                .putObject(path + number)
                .putObject("get")
                .put("operationId", "o" + number)
                .put("description", "d" + number)
                .putObject("responses")
                .putObject("200")
                .put("description", "r" + number);
    }

    /** The order of a document has no effect, and the number of operations one that is linear. */
    @Test
    void renamedOperationsAreMatchedByTheirIdInAnyOrder() {
        ObjectNode old = document("{}", "{}");
        ObjectNode next = document("{}", "{}");
        for (int i = 0; i < 2_000; i++) {
            operation(old, "/old", i);
            operation(next, "/new", 1_999 - i);
        }
        List<String> rules = ids(compare(old, next));
        assertThat(rules).hasSize(2_000).containsOnly("operation.moved");
    }

    @Test
    void aDefectInBothIsReportedAsUnchanged() {
        ObjectNode old = document("{}", "{}");
        ((ObjectNode) old.at("/paths/~1x/post/responses/200")).remove("description");
        assertThat(ids(compare(old, withTitle(old))))
                .containsExactlyInAnyOrder("document.still-invalid", "document.prose-changed");
    }

    private static JsonNode withTitle(JsonNode document) {
        ObjectNode copy = document.deepCopy();
        copy.withObject("info").put("title", "other");
        return copy;
    }

    @Test
    void theWorkOfComparingAHundredThousandPropertiesIsLinear() {
        assertThat(Work.timesForFourTimesTheInput(25_000, HostileTest::membersAreCompared))
                .isLessThan(6);
    }

    private static Runnable membersAreCompared(int count) {
        ObjectNode old = document("{}", "{\"type\": \"object\", \"properties\": {}}");
        ObjectNode properties =
                (ObjectNode) old.at("/paths/~1x/post/requestBody/content/application~1json/schema/properties");
        for (int i = 0; i < count; i++) {
            properties.putObject("p" + i).put("type", "string");
        }
        ObjectNode next = old.deepCopy();
        ((ObjectNode) next.at("/paths/~1x/post/requestBody/content/application~1json/schema/properties/p17777"))
                .put("maxLength", 3);
        return () -> assertThat(ids(compare(old, next))).containsExactly("request.max-length-set");
    }

    @Test
    void theNestingLimitIsReported() {
        ObjectNode old = document("{}", "{}");
        ObjectNode next = old.deepCopy();
        nest(old, "string");
        nest(next, "boolean");
        DiffResult found = compare(old, next);
        assertThat(ids(found)).containsExactly("request.too-deep");
        assertThat(found.exitCode(FailOn.BREAKING)).isEqualTo(3);
        assertThat(found.inconclusive()).contains("nested too deeply");
    }

    private static void nest(ObjectNode root, String leaf) {
        ObjectNode schema = (ObjectNode) root.at("/paths/~1x/post/requestBody/content/application~1json/schema");
        for (int i = 0; i < 400; i++) {
            schema.put("type", "array");
            schema = schema.putObject("items");
        }
        schema.put("type", leaf);
    }

    @Test
    void tenThousandLevelsAreRejectedByTheReader() {
        String deep = "{\"openapi\": \"3.0.0\", \"x\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThatThrownBy(() -> Document.parse(deep, "deep.json")).isInstanceOf(ContractException.class);
    }

    @Test
    void aPatternWithCatastrophicBacktrackingIsUnproven() {
        JsonNode old = document(
                "{}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"minLength\": 60, \"pattern\": \"^(x+x+)+$\"}}}");
        JsonNode next = document(
                "{}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"minLength\": 60, \"pattern\": \"^(x+x+)+y$\"}}}");
        DiffResult found = compare(old, next);
        assertThat(ids(found)).containsExactly("request.pattern-changed");
        assertThat(found.changes().getFirst().proven()
                        || !found.changes().getFirst().unproven().isEmpty())
                .isTrue();
    }

    @Test
    void manyBranchesAreMatchedWithoutTryingPermutations() {
        ObjectNode old = document("{}", "{\"anyOf\": []}");
        ObjectNode next = old.deepCopy();
        List<ObjectNode> branches = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ObjectNode branch = old.objectNode().put("type", "object");
            ObjectNode properties = branch.putObject("properties");
            for (int p = 0; p <= i % 7; p++) {
                properties.putObject("p" + (i * 31 + p) % 97).put("type", "string");
            }
            properties.putObject("own" + i).put("type", "string");
            branches.add(branch);
        }
        branches.forEach(
                ((ArrayNode) old.at("/paths/~1x/post/requestBody/content/application~1json/schema/anyOf"))::add);
        Collections.shuffle(branches, new Random(5));
        branches.forEach(
                branch -> ((ArrayNode) next.at("/paths/~1x/post/requestBody/content/application~1json/schema/anyOf"))
                        .add(branch.deepCopy().put("description", "moved")));
        DiffResult found = compare(old, next);
        assertThat(found.verdict()).isEqualTo(DiffResult.Verdict.NONE);
    }

    @Test
    void aDocumentThatIsNotOpenApiIsNotCompared() throws IOException {
        JsonNode swagger = new ObjectMapper().readTree("{\"swagger\": \"2.0\", \"paths\": {}}");
        assertThatThrownBy(() -> compare(swagger, swagger))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("openapi");
    }

    /** Each schema is a union over two properties of the next one: the number of paths is exponential. */
    @Test
    void unionsThatShareTheirSchemasAreWalkedOnce() {
        // places are as long as the ladder, so work grows with the square; each way down on its own would be 3^24 times
        // the work
        assertThat(Work.timesForFourTimesTheInput(8, HostileTest::laddersAreCompared))
                .isLessThan(64);
    }

    private static Runnable laddersAreCompared(int rungs) {
        Document old = ladder("old", rungs, "string");
        Document next = ladder("new", rungs, "boolean");
        return () -> assertThat(Diff.compare(old, next, Diff.Options.plain("2026-11-20"))
                        .verdict())
                .isEqualTo(DiffResult.Verdict.BREAKING);
    }

    private static Document ladder(String name, int rungs, String last) {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < rungs; i++) {
            String next = "{\"$ref\": \"#/components/schemas/s" + (i + 1) + "\"}";
            schemas.append(
                    "\"s%d\": {\"anyOf\": [{\"type\": \"object\", \"properties\": {\"a\": %s, \"b\": %s}}, {\"type\": \"array\", \"items\": %s}]},"
                            .formatted(i, next, next, next));
        }
        schemas.append("\"s" + rungs + "\": {\"type\": \"" + last + "\"}");
        String text =
                "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"post\": {\"requestBody\": {\"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/s0\"}}}}, \"responses\": {\"200\": {\"description\": \"d\"}}}}}, \"components\": {\"schemas\": {"
                        + schemas + "}}}";
        return Document.parse(text, name);
    }
}
