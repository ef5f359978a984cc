package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reference to a schema that is a reference with keywords next to it. */
final class ReferenceSiblingsTest {
    private static final String DOCUMENT =
            """
            {"openapi": "%s", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
              "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/First"}}}},
              "responses": {"200": {"description": "d"}}}}},
             "components": {"schemas": {
              "First": {"$ref": "#/components/schemas/Short"},
              "Short": %s,
              "Text": {"type": "string"}}}}
            """;

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    3.1.0 | {"$ref": "#/components/schemas/Text", "maxLength": 4} | {"type": "string", "maxLength": 4} | NONE
                    3.1.0 | {"$ref": "#/components/schemas/Text"} | {"$ref": "#/components/schemas/Text", "maxLength": 4} | BREAKING
                    3.1.0 | {"$ref": "#/components/schemas/Text", "maxLength": 4} | {"$ref": "#/components/schemas/Text", "maxLength": 3} | BREAKING
                    3.0.3 | {"$ref": "#/components/schemas/Text"} | {"$ref": "#/components/schemas/Text", "maxLength": 4} | NONE
                    """)
    void theKeywordsNextToAReferenceApplyInTheMiddleOfAChain(
            String version, String old, String next, DiffResult.Verdict verdict) throws IOException {
        DiffResult found = Diff.compare(
                document("old", version, old), document("new", version, next), Diff.Options.plain("2026-11-20"));
        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.changes())
                .filteredOn(change -> change.impact() == Impact.BREAKING)
                .allMatch(Change::proven);
    }

    private static Document document(String name, String version, String schema) throws IOException {
        return Document.of(name, new ObjectMapper().readTree(DOCUMENT.formatted(version, schema)));
    }
}
