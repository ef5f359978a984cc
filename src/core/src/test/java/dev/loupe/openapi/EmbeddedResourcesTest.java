package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References by $id, $anchor and $dynamicAnchor lead to a JSON pointer of the same document. */
final class EmbeddedResourcesTest {
    private static final String DOCUMENT =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            components:
              schemas:
                Start: {$ref: '%s'}
                Item:
                  $id: https://example.com/s/item.json
                  type: object
                  properties:
                    leaf: {$ref: 'leaf.json'}
                    own: {$ref: '#/$defs/x'}
                    other: {$ref: 'elsewhere.json'}
                  $defs:
                    x: {$anchor: it, type: string}
                Leaf: {$id: 'https://example.com/s/leaf.json', type: string}
                Plain: {$anchor: plain, type: integer}
            """;

    private static Document document(String ref) {
        return Document.parse(DOCUMENT.formatted(ref), "spec.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/s/item.json, #/components/schemas/Item",
        "https://example.com/s/item.json#it, #/components/schemas/Item/$defs/x",
        "https://example.com/s/item.json#/$defs/x, #/components/schemas/Item/$defs/x",
        "#plain, #/components/schemas/Plain",
        "#/components/schemas/Leaf, #/components/schemas/Leaf",
        "files/item.json, files/item.json",
        "https://example.com/s/item.json#missing, https://example.com/s/item.json#missing",
    })
    void aReferenceIsResolved(String ref, String expected) {
        assertThat(document(ref).root().at("/components/schemas/Start/$ref").asText())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "leaf, #/components/schemas/Leaf",
        "own, #/components/schemas/Item/$defs/x",
        "other, https://example.com/s/elsewhere.json",
    })
    void aReferenceInASchemaWithIdIsRelativeToIt(String property, String expected) {
        assertThat(document("#plain")
                        .root()
                        .at("/components/schemas/Item/properties/" + property + "/$ref")
                        .asText())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{$dynamicAnchor: n, type: string} | {type: string} | #/components/schemas/A",
                "{$dynamicAnchor: n, type: string} | {$dynamicAnchor: n, type: integer} | #n",
            })
    void aDynamicReferenceIsResolvedWhenOneAnchorHasTheName(String one, String other, String expected) {
        Document document = Document.parse(
                "{openapi: 3.1.0, components: {schemas: {A: %s, B: %s, C: {$dynamicRef: '#n'}}}}".formatted(one, other),
                "spec.yaml");
        assertThat(document.root().at("/components/schemas/C/$ref").asText()).isEqualTo(expected);
    }
}
