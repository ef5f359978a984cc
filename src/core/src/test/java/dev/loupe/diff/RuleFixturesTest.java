package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.DiffRule;
import dev.loupe.diff.judge.DiffRules;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.openapi.Document;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule reports its difference and nothing else, and nothing when the specs are swapped or equal. */
final class RuleFixturesTest {
    private static final String BASE =
            """
            {"openapi": "3.0.3", "info": {"title": "base", "version": "1"}, "servers": [{"url": "https://api.example.com"}],
             "paths": {"/v1/chat/completions": {"post": {
               "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {}}}}},
               "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object", "properties": {}}}}}}}}},
             "components": {"securitySchemes": {
               "bearer": {"type": "http", "scheme": "bearer"}, "key": {"type": "apiKey", "in": "header", "name": "k"},
               "oauth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://example.com", "scopes": {}}}}}}}
            """;

    /** Rules without a row, with the reason. */
    private static final Map<String, String> ELSEWHERE = new TreeMap<>(Map.of(
            "operation.sunset-missing", "needs an option: ConventionsTest",
            "document.came-back", "needs a history: HistoryTest",
            "document.reference-still-broken", "needs the defect in both: HostileTest",
            "document.still-invalid", "needs the defect in both: HostileTest",
            "request.too-deep", "needs 300 levels: HostileTest",
            "answer.too-deep", "needs 300 levels: HostileTest",
            "request.too-complex", "needs more work than the budget: ComplexUnionsTest",
            "answer.too-complex", "needs more work than the budget: ComplexUnionsTest"));

    private static List<JsonNode> rows(String name) {
        try (InputStream in = RuleFixturesTest.class.getResourceAsStream("/change/" + name)) {
            JsonNode all = new YAMLMapper().readTree(in);
            return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                    .map(all::get)
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static List<JsonNode> values() {
        return rows("values.yaml");
    }

    static List<JsonNode> contracts() {
        return rows("contracts.yaml");
    }

    static List<JsonNode> same() {
        return rows("same.yaml");
    }

    private static ObjectNode base() {
        try {
            return (ObjectNode) new ObjectMapper().readTree(BASE);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode with(MessageDirection side, JsonNode schema) {
        ObjectNode root = base();
        ObjectNode operation = (ObjectNode) root.at("/paths/~1v1~1chat~1completions/post");
        String at = side == MessageDirection.REQUEST
                ? "/requestBody/content/application~1json/schema/properties"
                : "/responses/200/content/application~1json/schema/properties";
        ((ObjectNode) operation.at(at)).set("x", schema);
        return root;
    }

    private static List<Change> changes(JsonNode old, JsonNode next) {
        return Diff.compare(Document.of("old", old), Document.of("new", next), Diff.Options.plain("2026-11-20"))
                .changes();
    }

    private static Set<String> ids(List<Change> changes) {
        Set<String> ids = new TreeSet<>();
        changes.forEach(change -> ids.add(change.rule().id()));
        return ids;
    }

    @ParameterizedTest
    @MethodSource("values")
    void aDifferenceInAValueIsFoundOnBothSidesAndNotTheOtherWayRound(JsonNode row) {
        for (MessageDirection side : MessageDirection.values()) {
            String area = side == MessageDirection.REQUEST ? "request" : "answer";
            String kind = row.path(area).asText(row.path("kind").asText());
            JsonNode old = with(side, row.path("old"));
            JsonNode next = with(side, row.path("new"));
            List<Change> found = changes(old, next);
            if (kind.isEmpty()) {
                assertThat(found).noneMatch(change -> change.impact() == Impact.BREAKING);
                continue;
            }
            assertThat(ids(found)).contains(area + "." + kind);
            assertThat(ids(found)).as("no other rule").hasSizeLessThanOrEqualTo(2);
            if (!row.path("kind").asText().endsWith("changed")
                    && !row.path("kind").asText().endsWith("replaced")) {
                assertThat(ids(changes(next, old))).doesNotContain(area + "." + kind);
            }
            assertThat(changes(old, old.deepCopy())).isEmpty();
            assertThat(found)
                    .filteredOn(change -> change.impact() == Impact.BREAKING)
                    .allMatch(Change::proven, "proven");
        }
    }

    private static ObjectNode patched(JsonNode row, String which) {
        ObjectNode root = base();
        merge(root, row.path(which));
        if (root.at("/paths/~1v1~1chat~1completions/post") instanceof ObjectNode operation) {
            merge(operation, row.path("op-" + which));
        }
        return root;
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(each -> {
            if (each.getValue().isNull()) {
                into.remove(each.getKey());
            } else if (each.getValue().isObject() && into.path(each.getKey()).isObject()) {
                merge((ObjectNode) into.path(each.getKey()), each.getValue());
            } else {
                into.set(each.getKey(), each.getValue());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aDifferenceAroundTheSchemasIsFoundAndNotTheOtherWayRound(JsonNode row) {
        JsonNode old = patched(row, "old");
        JsonNode next = patched(row, "new");
        Set<String> expected = new TreeSet<>(Set.of(row.path("rule").asText()));
        row.path("with").forEach(each -> expected.add(each.asText()));
        List<Change> found = changes(old, next);
        assertThat(ids(found)).isEqualTo(expected);
        assertThat(found)
                .filteredOn(change -> change.impact() == Impact.BREAKING)
                .allMatch(Change::proven, "proven");
        if (!row.path("rule").asText().matches(".*(changed|another-api|moved|server-removed)")) {
            assertThat(ids(changes(next, old))).doesNotContain(row.path("rule").asText());
        }
        assertThat(changes(old, old.deepCopy())).allMatch(change -> change.impact() == Impact.INFO);
    }

    @ParameterizedTest
    @MethodSource("same")
    void anotherSpellingOfTheSameContractAffectsNoMessage(JsonNode row) {
        JsonNode old = patched(row, "old");
        JsonNode next = patched(row, "new");
        assertThat(changes(old, next)).allMatch(change -> change.impact() == Impact.INFO);
        assertThat(changes(next, old)).allMatch(change -> change.impact() == Impact.INFO);
    }

    @Test
    void everyRuleHasAFixture() {
        Set<String> shown = new TreeSet<>(ELSEWHERE.keySet());
        for (JsonNode row : values()) {
            for (MessageDirection side : MessageDirection.values()) {
                String area = side == MessageDirection.REQUEST ? "request" : "answer";
                shown.add(area + "." + row.path(area).asText(row.path("kind").asText()));
            }
        }
        contracts().forEach(row -> shown.add(row.path("rule").asText()));
        assertThat(DiffRules.all()).extracting(DiffRule::id).allMatch(shown::contains, "has a fixture");
        assertThat(ELSEWHERE.keySet()).allMatch(id -> DiffRules.byId(id).isPresent(), "is a rule");
    }
}
