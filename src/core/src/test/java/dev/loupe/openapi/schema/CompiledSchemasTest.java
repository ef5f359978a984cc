package dev.loupe.openapi.schema;

import static dev.loupe.openapi.schema.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledSchemasTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'contains': {}, 'minContains': 2, 'maxContains': 1} | {'a': 'text'} | true
                    {'contains': {}, 'minContains': 2, 'maxContains': 1} | {'a': [1]}    | false
                    {'contains': {}, 'minContains': 2, 'maxContains': 1} | {'a': [1, 2]} | false
                    {'contains': {}, 'maxContains': 0}                   | {'a': 'text'} | true
                    {'maxContains': 0}                                   | {'a': [1]}    | true
                    {'contains': {'type': 'string'}, 'maxContains': 1}   | {'a': ['b', 'c']} | false
                    {'contains': {'type': 'string'}, 'maxContains': 1}   | {'a': ['b', 1]}   | true
                    """)
    void limitsOfContainsApplyOnlyToArraysAndOnlyWithContains(String schema, String value, boolean accepted) {
        CompiledSchemas compiled = CompiledSchemas.standalone(
                (ObjectNode) json("{'properties': {'a': " + schema + "}}"), BoundedPattern.FACTORY, Map.of());

        assertThat(compiled.validateStandalone(json(value)).isEmpty()).isEqualTo(accepted);
    }
}
