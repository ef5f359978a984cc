package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Specs with the same meaning have no change, however they are written. */
final class EquivalenceTest {
    @Provide
    Arbitrary<String> contracts() {
        return Arbitraries.of("gemma-3.json", "gemma-3-27b.json", "gemma-3n.json");
    }

    @Property(tries = 60)
    void aRewriteIsNoContractChange(@ForAll("contracts") String name, @ForAll long seed) {
        JsonNode old = read(name);
        List<Change> changes = changes(old, Rewrite.of(old, seed));
        assertThat(changes)
                .as(name + ", seed " + seed)
                .allMatch(change -> change.impact() == Impact.INFO, "no contract change");
    }

    @Property(tries = 30)
    void anEditIsFoundThroughARewriteAsWell(@ForAll("contracts") String name, @ForAll long seed) {
        JsonNode old = read(name);
        JsonNode next = Rewrite.of(old, seed);
        int edited = 0;
        for (JsonNode temperature : next.findValues("temperature")) {
            JsonNode schema = new ReferenceResolver(next).follow(temperature, DocumentPointer.ROOT)
                            instanceof ReferenceResolver.Target.Found found
                    ? found.node()
                    : temperature;
            for (JsonNode holder : schema.findParents("maximum")) {
                ((com.fasterxml.jackson.databind.node.ObjectNode) holder).put("maximum", 1.5);
                edited++;
            }
        }
        List<Change> changes = changes(old, next);
        if (edited > 0) {
            assertThat(changes)
                    .as(name + ", seed " + seed)
                    .filteredOn(change -> change.impact() == Impact.BREAKING)
                    .singleElement()
                    .satisfies(change -> assertThat(change.rule().id()).isEqualTo("request.maximum-lowered"))
                    .matches(Change::proven);
        }
    }

    @Example
    void openApi30And31InOtherWordsAreOneContract() throws IOException {
        String old =
                """
                {"openapi": "3.0.0", "paths": {"/x": {"post": {"requestBody": {"required": true, "content": {"application/json": {"schema": {
                  "type": "object", "required": ["a"], "properties": {
                    "a": {"type": "string", "nullable": true}, "b": {"type": "string", "enum": ["x"]},
                    "c": {"type": "number", "minimum": 0, "exclusiveMinimum": true},
                    "d": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                    "e": {"type": "object", "nullable": true, "properties": {"f": {"type": "integer"}}}}}}}},
                  "responses": {"200": {"description": "x"}}}}}}
                """;
        String next =
                """
                {"openapi": "3.1.0", "paths": {"/x": {"post": {"requestBody": {"required": true, "content": {"application/json": {"schema": {
                  "type": ["object"], "required": ["a"], "properties": {
                    "a": {"type": ["string", "null"]}, "b": {"const": "x"},
                    "c": {"type": "number", "exclusiveMinimum": 0},
                    "d": {"type": ["array", "string"], "items": {"type": ["string"]}},
                    "e": {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"f": {"type": "number", "multipleOf": 1}}}]}}}}}},
                  "responses": {"200": {"description": "x"}}}}}}
                """;
        ObjectMapper mapper = new ObjectMapper();
        assertThat(changes(mapper.readTree(old), mapper.readTree(next)))
                .extracting(change -> change.rule().id())
                .containsExactly("document.version-changed");
        assertThat(changes(mapper.readTree(next), mapper.readTree(old)))
                .extracting(change -> change.rule().id())
                .containsExactly("document.version-changed");
    }

    private static JsonNode read(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of(System.getProperty("loupe.root"), "openapi", name)));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<Change> changes(JsonNode old, JsonNode next) {
        return Diff.compare(Document.of("old", old), Document.of("new", next), Diff.Options.plain("2026-11-20"))
                .changes();
    }
}
