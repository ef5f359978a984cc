package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Each schema has two unions and a property with the next schema. Whether the second union rejects nothing is decided with
 * the next schema, so that the decisions are nested; beyond the deepest one the union is kept.
 */
final class NestedDecisionsTest {
    /** More levels than decisions are nested. */
    private static final int LEVELS = 10;

    private static final int DEEPEST_DECISION = 8;

    private static ObjectNode document() {
        try {
            ObjectNode document = (ObjectNode)
                    new ObjectMapper()
                            .readTree(
                                    """
                            {"openapi": "3.1.0", "paths": {"/x": {"post": {
                                "requestBody": {"content": {"application/json": {
                                    "schema": {"$ref": "#/components/schemas/S0"}}}},
                                "responses": {"200": {"description": "x"}}}}},
                              "components": {"schemas": {}}}
                            """);
            for (int level = 0; level < LEVELS; level++) {
                addLevel(document, level);
            }
            schema(document, LEVELS).put("type", "string");
            return document;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode schema(JsonNode document, int level) {
        return ((ObjectNode) document).withObject("/components/schemas").withObject("/S" + level);
    }

    private static void addLevel(ObjectNode document, int level) {
        ArrayNode parts = schema(document, level).put("type", "object").putArray("allOf");
        ArrayNode kinds = parts.addObject().putArray("anyOf");
        for (String kind : List.of("a", "b")) {
            ObjectNode branch = kinds.addObject();
            branch.put("type", "object").putArray("required").add("kind");
            branch.withObject("/properties/kind").put("const", kind);
            next(branch, level);
        }
        ArrayNode implied = parts.addObject().putArray("anyOf");
        ObjectNode any = implied.addObject();
        any.put("type", "object").withObject("/properties/kind").put("type", "string");
        next(any, level);
        implied.addObject().putArray("required").add("other");
    }

    private static void next(ObjectNode branch, int level) {
        branch.withObject("/properties/next").put("$ref", "#/components/schemas/S" + (level + 1));
    }

    private static DiffResult compare(JsonNode old, JsonNode next) {
        return Diff.compare(Document.of("old", old), Document.of("new", next), Diff.Options.plain("2026-11-20"));
    }

    private static void removeSecondUnion(ObjectNode document, int level) {
        ((ArrayNode) schema(document, level).path("allOf")).remove(1);
    }

    @Test
    void decisionsAreNestedToALimitAndUnionsBelowItAreKept() {
        ObjectNode document = document();
        Deque<Integer> open = new ArrayDeque<>();
        Set<Integer> depths = new HashSet<>();
        Normalizer schemas = new Normalizer(
                document,
                MessageDirection.REQUEST,
                (union, schema, all) -> {
                    open.push(open.size());
                    depths.add(open.size());
                    all.schema(reference(document, open.size()));
                    open.pop();
                    return true;
                },
                new WorkBudget(WorkBudget.STEPS));
        assertThat(siblings(schemas, document, 0)).isEmpty();
        assertThat(depths).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, DEEPEST_DECISION);
        assertThat(siblings(schemas, document, DEEPEST_DECISION - 1)).isEmpty();
        assertThat(siblings(schemas, document, DEEPEST_DECISION)).hasSize(1);
    }

    private static SchemaRef reference(ObjectNode document, int level) {
        return SchemaRef.of(
                schema(document, level),
                DocumentPointer.ROOT.then("components").then("schemas").then("S" + level));
    }

    private static List<NormalSchema.Union> siblings(Normalizer schemas, ObjectNode document, int level) {
        return ((NormalSchema.Union) schemas.schema(reference(document, level))).siblings();
    }

    @Test
    void aUnionBelowTheLimitThatRejectsNothingBreaksNothing() {
        ObjectNode with = document();
        ObjectNode without = document();
        removeSecondUnion(without, DEEPEST_DECISION + 1);
        assertThat(compare(without, with).changes()).extracting(Change::impact).doesNotContain(Impact.BREAKING);
    }

    @Test
    void aUnionBelowTheLimitThatRejectsValuesIsReported() {
        ObjectNode old = document();
        ObjectNode next = document();
        ObjectNode narrow = (ObjectNode) schema(next, DEEPEST_DECISION + 1).at("/allOf/1/anyOf/0/properties/kind");
        narrow.put("const", "a");
        assertThat(compare(old, next).changes())
                .extracting(Change::impact)
                .containsAnyOf(Impact.BREAKING, Impact.RISKY);
    }
}
