package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecAdmissionTest {
    private static final String SPEC =
            """
            {"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
             "paths": {"/a": {"post": {
              "parameters": [{"name": "n", "in": "query", "schema": {"type": "string"}}],
              "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
              "responses": {"200": {"description": "d", "headers": {"x-id": {"schema": {"type": "string"}}}}}}}},
             "components": {"schemas": {"A": {"type": "object", "properties": {"x": {"type": "string"}}}, "Unused": {}}}}""";

    private static final String X = "{\"x\": {\"type\": \"string\"}}";

    private static Document spec(String from, String to) {
        assertThat(SPEC).contains(from);
        return Document.parse(SPEC.replace(from, to), "spec.json");
    }

    private static void compare(Document old, Document next) {
        Diff.compare(old, next, Diff.Options.plain("2026-01-01"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
            "pattern": "["                    | `pattern` is "[", expected a regular expression
            "minimum": "3"                    | `minimum` is "3", expected a number
            "prefixItems": 7                  | `prefixItems` is 7
            "patternProperties": []           | `patternProperties`
            "patternProperties": {"[": {}}    | `patternProperties`
            "dependentRequired": {"a": "b"}   | `dependentRequired`
            "discriminator": "kind"           | `discriminator` is "kind"
            "$dynamicRef": 5                  | `$dynamicRef` is 5, expected a string
            "$ref": null                      | `$ref` is null, expected a string
            "maxContains": -1                 | `maxContains` is -1
            "type": "text"                    | `type` is "text"
            "not": "x"                        | `not` is "x", expected a schema
            """)
    void aKeywordWithAValueOfTheWrongTypeIsRejectedWithItsLocation(String keyword, String message) {
        Document wrong = spec(X, "{\"x\": {" + keyword + "}}");
        for (boolean isNew : new boolean[] {true, false}) {
            Document right = Document.parse(SPEC, "right.json");
            assertThatThrownBy(() -> compare(isNew ? right : wrong, isNew ? wrong : right))
                    .isInstanceOf(ContractException.class)
                    .hasMessageContaining("spec.json:6")
                    .hasMessageContaining("/components/schemas/A/properties/x")
                    .hasMessageContaining(message)
                    .hasMessageEndingWith("; correct it");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-07/schema#",
                "http://json-schema.org/draft-04/schema",
                "https://json-schema.org/draft/2019-09/schema"
            })
    void keywordsOfAnEarlierJsonSchemaAreNotCompared(String dialect) {
        Document earlier = spec(X, "{\"x\": {\"items\": [{}]}}, \"$schema\": \"" + dialect + "\"");
        DiffResult result = Diff.compare(earlier, Document.parse(SPEC, "new.json"), Diff.Options.plain("2026-01-01"));

        assertThat(result.inconclusive())
                .contains("/components/schemas/A/properties/x/items (" + dialect + ")")
                .contains("is not supported");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
            "paths": {"/a":                             | "paths": {"a":                        | a path does not start with /
            {"name": "n", "in": "query",                | {"name": 5, "in": "query",            | `name` is 5, expected a string
            "in": "query"                               | "in": "banana"                        | expected path, query, header or cookie
            {"description": "d", "headers"              | {"content": 7, "headers"              | `content` is 7, expected an object
            {"x-id": {"schema": {"type": "string"}}}    | {"x-id": 7}                           | `x-id` is 7, expected an object
            {"schema": {"$ref": "#/components/schemas/A"}} | null                               | expected an object
            "version": "1"},                            | "version": "1"}, "security": {"$ref": "#"}, | expected an array
            """)
    void anObjectOfTheWrongTypeIsRejected(String from, String to, String message) {
        assertThatThrownBy(() -> compare(Document.parse(SPEC, "old.json"), spec(from, to)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"nullable\": true", "\"exclusiveMinimum\": true", "\"required\": true", "\"x-of\": 7"})
    void aSmallDefectOfPublishedSpecsIsReadable(String keyword) {
        assertThatCode(() -> compare(Document.parse(SPEC, "old.json"), spec(X, "{\"x\": {" + keyword + "}}")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatNoOperationReachesAndWhatIsEqualInBothDocumentsIsReadable() {
        assertThatCode(() -> compare(
                        Document.parse(SPEC, "old.json"), spec("\"Unused\": {}", "\"Unused\": {\"minimum\": \"\"}")))
                .doesNotThrowAnyException();
        Document old = spec(X, "{\"x\": {\"minimum\": \"3\"}}");
        Document next = spec(X, "{\"x\": {\"minimum\": \"3\"}, \"y\": {\"type\": \"string\"}}");
        assertThatCode(() -> compare(old, next)).doesNotThrowAnyException();
        Document changed = spec(X, "{\"x\": {\"minimum\": \"3\", \"maxLength\": 5}}");
        assertThatThrownBy(() -> compare(old, changed)).hasMessageContaining("`minimum` is \"3\"");
    }

    @Test
    void aReferenceThatIsNoStringIsRejectedAlsoWhenBothDocumentsHaveIt() {
        Document same = spec(X, "{\"x\": {\"$ref\": 7}}");
        assertThatThrownBy(() -> compare(same, same))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("/components/schemas/A/properties/x/$ref")
                .hasMessageContaining("`$ref` is 7, expected a string");
    }

    @Test
    void aDynamicReferenceIsInconclusive() {
        DiffResult result = Diff.compare(
                Document.parse(SPEC, "old.json"),
                spec(X, "{\"x\": {\"$dynamicRef\": \"#node\"}}"),
                Diff.Options.plain("2026-01-01"));
        assertThat(result.inconclusive()).contains("references of the new spec are not followed", "#node");
        DiffResult both = Diff.compare(
                Document.parse(SPEC, "old.json"),
                spec(X, "{\"x\": {\"$dynamicRef\": \"#node\", \"$ref\": \"#/components/schemas/Unused\"}}"),
                Diff.Options.plain("2026-01-01"));
        assertThat(both.inconclusive()).contains("$dynamicRef of the new spec is not followed");
    }

    @Test
    void aKeyInAValueOfASpecIsNotShown() {
        String key = "sk-" + "proj-abcDEF0123456789abcDEF0123456789";
        DiffResult result = Diff.compare(
                Document.parse(SPEC, "old.json"),
                spec(X, "{\"x\": {\"type\": \"string\", \"default\": \"" + key + "\"}}"),
                Diff.Options.plain("2026-01-01"));
        assertThat(result.changes()).isNotEmpty();
        assertThat(result.changes().toString()).contains("${API_KEY}").doesNotContain(key);
    }
}
