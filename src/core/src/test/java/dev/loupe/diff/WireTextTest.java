package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters and forms travel as text, so a difference between values of the same text breaks nothing. */
final class WireTextTest {
    private static final String QUERY =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /items:
                get:
                  parameters: [{name: q, in: query, %s}]
                  responses: {'204': {description: d}}
            """;
    private static final String PATH =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /items/{q}:
                get:
                  parameters: [{name: q, in: path, required: true, %s}]
                  responses: {'204': {description: d}}
            """;
    private static final String FORM =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /items:
                post:
                  requestBody:
                    content:
                      %s: {schema: {type: object, properties: {q: {%s}}}, encoding: {%s}}
                  responses: {'204': {description: d}}
            """;

    private static DiffResult compare(String template, String type, String old, String next) {
        return Diff.compare(
                document(template, type, old), document(template, type, next), Diff.Options.plain("2026-11-20"));
    }

    private static Document document(String template, String type, String text) {
        String[] parts = text.split("#", -1);
        String spec = type.isEmpty()
                ? template.formatted(text)
                : template.formatted(type, parts[0], parts.length > 1 ? parts[1] : "");
        return Document.parse(spec, "spec.yaml");
    }

    private static void assertLevel(DiffResult result, String verdict) {
        assertThat(result.verdict().word()).isEqualTo(verdict);
        assertThat(result.changes())
                .filteredOn(change -> change.impact() == Impact.BREAKING)
                .allMatch(change -> change.proven());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema: {type: integer} | schema: {type: string} | compatible",
                "schema: {type: integer} | schema: {type: string, maxLength: 3} | breaking",
                "schema: {type: number} | schema: {type: string, maxLength: 100} | risky",
                "schema: {type: string} | schema: {type: integer} | breaking",
                "schema: {type: boolean} | schema: {type: string, enum: ['true', 'false']} | compatible",
                "schema: {type: boolean} | schema: {type: string, enum: ['true']} | breaking",
                "schema: {type: [string, integer]} | schema: {type: string} | compatible",
                "schema: {type: string} | schema: {type: array, items: {type: string}} | compatible",
                "schema: {type: string} | schema: {type: array, items: {type: string}, minItems: 2} | breaking",
                "schema: {type: array, items: {type: integer}} | schema: {type: array, items: {type: string}} | compatible",
                "schema: {type: array, items: {type: string}} | schema: {type: array, items: {type: integer}} | breaking",
                "schema: {type: array, items: {type: string}} | explode: false, schema: {type: array, items: {type: string}} | breaking",
                "schema: {type: object} | style: deepObject, explode: true, schema: {type: object} | breaking",
                "schema: {type: string} | explode: false, schema: {type: string} | none",
                "schema: {type: [string, 'null']} | schema: {type: string} | compatible",
                "schema: {type: [integer, 'null']} | schema: {type: integer} | risky",
                "schema: {type: [integer, 'null'], maximum: 9} | schema: {type: integer, maximum: 8} | breaking",
                "content: {application/json: {schema: {type: [integer, 'null']}}} | content: {application/json: {schema: {type: integer}}} | breaking",
                "allowReserved: true, schema: {type: string} | schema: {type: string} | risky",
                "schema: {type: array, items: {type: string}} | allowReserved: true, schema: {type: array, items: {type: string}} | risky",
                "allowReserved: true, schema: {type: integer} | schema: {type: integer} | none",
                "allowReserved: false, schema: {type: string} | schema: {type: string} | none",
                "schema: {type: integer} | content: {application/json: {schema: {type: integer}}} | none",
                "schema: {type: string} | content: {application/json: {schema: {type: string}}} | breaking",
            })
    void aQueryParameterIsJudgedAsText(String old, String next, String verdict) {
        assertLevel(compare(QUERY, "", old, next), verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema: {type: array, items: {type: string}} | explode: true, schema: {type: array, items: {type: string}} | none",
                "schema: {type: object} | explode: true, schema: {type: object} | breaking",
                "schema: {type: string} | style: label, schema: {type: string} | breaking",
                "schema: {type: string} | schema: {type: array, items: {type: string}} | risky",
                "schema: {type: integer} | schema: {type: array, items: {type: integer}} | compatible",
                "style: label, explode: true, schema: {type: array, items: {type: number}} | style: label, explode: true, schema: {type: number} | breaking",
                "schema: {type: string, pattern: '^[0-9]{1,3}$'} | schema: {type: integer, maximum: 999} | risky",
            })
    void aPathParameterIsJudgedAsText(String old, String next, String verdict) {
        assertLevel(compare(PATH, "", old, next), verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: integer | type: string | compatible",
                "type: string | type: integer | breaking",
                "type: boolean | type: string, enum: ['true', 'false'] | compatible",
                "type: string | type: array, items: {type: string} | compatible",
                "type: array, items: {type: string} | type: array, items: {type: string}#q: {explode: false} | breaking",
                "type: object | type: object#q: {style: deepObject, explode: true} | breaking",
                "type: object#q: {contentType: application/json} | type: object#q: {style: deepObject, explode: true} | breaking",
                "type: object#q: {contentType: application/json} | type: object | none",
                "type: array, items: {type: integer}#q: {explode: false} | type: string, maxLength: 4#q: {explode: false} | breaking",
            })
    void aFieldOfAFormIsJudgedAsText(String old, String next, String verdict) {
        assertLevel(compare(FORM, "application/x-www-form-urlencoded", old, next), verdict);
    }

    @ParameterizedTest
    @CsvSource({"matrix, breaking", "label, none", "simple, none"})
    void theNameOfAPathParameterIsSentInTheMatrixStyleOnly(String style, String verdict) {
        String named =
                "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {'/a/{%1$s}': {get: {parameters: [{name: %1$s,"
                        + " in: path, required: true, style: " + style
                        + ", schema: {type: string}}], responses: {'204': {description: d}}}}}";
        assertLevel(
                Diff.compare(
                        Document.parse(named.formatted("id"), "x.yaml"),
                        Document.parse(named.formatted("key"), "x.yaml"),
                        Diff.Options.plain("2026-11-20")),
                verdict);
    }

    @Test
    void aPartOfJsonIsNotText() {
        String old = "type: integer#q: {contentType: application/json}";
        assertLevel(compare(FORM, "multipart/form-data", old, old.replace("integer", "string")), "breaking");
        assertLevel(compare(FORM, "multipart/form-data", "type: integer", "type: string"), "compatible");
    }

    @Test
    void theMediaTypesAndHeadersOfAPartAreCompared() {
        String image = "type: string, contentMediaType: image/png#q: {contentType: '%s'%s}";
        String both = image.formatted("image/png, image/jpeg", "");
        String one = image.formatted("image/png", "");
        String header = image.formatted("image/png", ", headers: {X-Id: {required: true, schema: {type: string}}}");
        assertThat(ids(compare(FORM, "multipart/form-data", both, one))).containsExactly("request.part-type-removed");
        assertThat(ids(compare(FORM, "multipart/form-data", one, both))).containsExactly("request.part-type-added");
        assertThat(ids(compare(FORM, "multipart/form-data", one, image.formatted("image/*", ""))))
                .containsExactly("request.part-type-added");
        assertThat(ids(compare(FORM, "multipart/form-data", one, header)))
                .containsExactly("request.required-parameter-added");
    }

    private static List<String> ids(DiffResult result) {
        return result.changes().stream().map(change -> change.rule().id()).toList();
    }
}
