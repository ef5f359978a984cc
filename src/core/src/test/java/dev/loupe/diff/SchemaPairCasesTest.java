package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.openapi.Document;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs of schemas that need more than a row of {@link SchemaPairsTest}. */
final class SchemaPairCasesTest extends SchemaPair {
    /** What is beyond such a limit is too large to be built and tried: only next to other keywords is it not known. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    {"type": "string", "maxLength": 1000000} | {"type": "string", "maxLength": 999999} | breaking
                    {"type": "string", "maxLength": 1000000, "not": {"pattern": "a"}} | {"type": "string", "maxLength": 999999, "not": {"pattern": "a"}} | risky
                    {"type": "string", "format": "uuid", "maxLength": 1000000} | {"type": "string", "format": "uuid", "maxLength": 999999} | risky
                    {"type": "array", "items": {"type": "string"}, "maxItems": 20000} | {"type": "array", "items": {"type": "string"}, "maxItems": 19999} | breaking
                    {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": true, "maxItems": 20000} | {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": true, "maxItems": 19999} | risky
                    {"type": "object", "minProperties": 1000000} | {"type": "object", "minProperties": 1000001} | breaking
                    {"type": "object", "maxProperties": 20000} | {"type": "object", "maxProperties": 19999} | breaking
                    """)
    void aLargeLimitAloneDecides(String old, String next, String verdict) throws IOException {
        assertThat(compare(old, next, true).verdict().name()).isEqualToIgnoringCase(verdict);
    }

    @Test
    void aValueThatALongListLosesIsTried() throws IOException {
        String list = IntStream.range(0, 600).mapToObj(i -> "\"v" + i + "\"").collect(Collectors.joining(","));
        assertThat(verdict("{\"enum\": [" + list + "]}", "{\"enum\": [" + list.replace(",\"v599\"", "") + "]}", true))
                .isEqualTo("breaking");
    }

    /** The same schema was compared before at another place, so its differences are known there. */
    @Test
    void aBranchThatIsMetAgainMayOverlap() throws IOException {
        String used =
                """
                {"type": "object", "properties": {"first": %1$s, "second":
                  {"oneOf": [%1$s, {"type": "array", "items": {"const": 1}, "maxItems": 1}]}}}
                """
                        .formatted("{\"$ref\": \"#/components/schemas/W\"}");
        String components = "\"components\": {\"schemas\": {\"W\": {\"type\": \"array\", \"items\": %s}}}, ";
        DiffResult found = Diff.compare(
                with(components.formatted("{\"const\": 2}"), used),
                with(components.formatted("{\"enum\": [1, 2]}"), used),
                Diff.Options.plain("2026-11-20"));
        assertThat(found.verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
    }

    private static Document with(String components, String schema) throws IOException {
        String text =
                DOCUMENT.formatted("3.1.0", schema, "{}").replace("{\"openapi\"", "{" + components + "\"openapi\"");
        return Document.of("spec", new ObjectMapper().readTree(text));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    {"type": "string", "nullable": true, "enum": ["a"]} | {"type": "string", "enum": ["a"]} | none | none
                    {"type": "string", "nullable": true, "enum": ["a"]} | {"type": "string", "nullable": true, "enum": ["a", null]} | compatible | risky
                    {"type": "string", "nullable": true, "enum": ["a", null]} | {"type": "string", "nullable": true, "enum": ["a"]} | risky | compatible
                    {"type": "string", "nullable": true, "enum": ["a", null]} | {"type": "string", "enum": ["a"]} | breaking | compatible
                    """)
    void validatorsDisagreeOnANullableEnum(String old, String next, String request, String answer) throws IOException {
        for (boolean sent : new boolean[] {true, false}) {
            DiffResult found = Diff.compare(
                    document("old", "3.0.3", old, sent),
                    document("new", "3.0.3", next, sent),
                    Diff.Options.plain("2026-11-20"));
            assertThat(found.verdict().name()).isEqualToIgnoringCase(sent ? request : answer);
        }
    }

    /** OpenAPI 3.0 does not have the keyword. */
    @Test
    void aConditionOfOpenApi30IsNotApplied() throws IOException {
        Document old = document("old", "3.0.3", "{\"if\": {}, \"then\": {\"required\": [\"b\"]}}", true);
        Document next = document("new", "3.0.3", "{\"required\": [\"b\"]}", true);
        assertThat(Diff.compare(old, next, Diff.Options.plain("2026-11-20"))
                        .verdict()
                        .name())
                .isEqualTo("RISKY");
    }

    /** The message names the change once, and nothing else of the schema. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    {"anyOf": [{"type": "string"}, {"type": "array"}]} | {"type": "array"}  | type narrowed from array or string to array
                    {"type": "string"} | {}                                                 | type widened from string to anything
                    {"type": "array", "items": {"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]}} | {"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]} | type changed from array to object
                    {} | {"maxItems": 4}                                                    | maxItems added: 4
                    """)
    void oneChangeHasOneMessage(String old, String next, String message) throws IOException {
        assertThat(compare(old, next, true).changes()).singleElement().satisfies(change -> assertThat(change.message())
                .contains(message));
    }
}
