package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAPI 3.2 adds, in the comparison of contracts: both ways. */
class OpenApi32DiffTest {
    private static final String HEAD = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\n";

    private static Document spec(String text) {
        return Document.parse(HEAD + text, "x.yaml");
    }

    private static List<Change> changes(Document old, Document next) {
        return Diff.compare(old, next, Diff.Options.plain("2026-01-01")).changes();
    }

    private static List<Change> breaking(String old, String next) {
        return changes(spec(old), spec(next)).stream()
                .filter(change -> change.impact() == Impact.BREAKING)
                .toList();
    }

    private static String stream(String mediaType, String item) {
        return "paths: {/x: {get: {responses: {'200': {description: d, content: {" + mediaType + ": {itemSchema: "
                + item + "}}}}}}}\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/jsonl"})
    void theItemSchemaOfASequenceIsCompared(String mediaType) {
        String old = stream(mediaType, "{type: object, required: [n], properties: {n: {type: integer}}}");
        String next = stream(mediaType, "{type: object, required: [n], properties: {n: {type: string}}}");
        assertThat(breaking(old, next)).isNotEmpty();
        assertThat(breaking(next, old)).isNotEmpty();
        assertThat(changes(spec(old), spec(old))).isEmpty();
    }

    @Test
    void theJsonInTheDataOfAnEventIsCompared() {
        String event = "{type: object, properties: {data: {type: string, contentSchema: %s}}}";
        String required = stream(
                "text/event-stream", event.formatted("{type: object, required: [a], properties: {a: {type: string}}}"));
        String optional =
                stream("text/event-stream", event.formatted("{type: object, properties: {a: {type: string}}}"));
        assertThat(breaking(required, optional)).isNotEmpty();
        assertThat(breaking(optional, required)).isEmpty();
    }

    /** Without the word "object" the schema of an event allows null, which no stream can send. */
    @Test
    void noValueButAnObjectIsAnEvent() {
        String done = "{required: [data], properties: {data: {const: '[DONE]'}}}";
        String other = "{required: [data], properties: {data: {type: string, minLength: 9}}}";
        String one = stream("text/event-stream", "{oneOf: [" + other + "]}");
        String two = stream("text/event-stream", "{oneOf: [" + done + ", " + other + "]}");
        assertThat(breaking(two, one)).isEmpty();
        assertThat(changes(spec(one), spec(two))).anyMatch(change -> change.impact() == Impact.RISKY);
    }

    @Test
    void anAdditionalOperationIsAnOperation() {
        String with = "paths: {/x: {additionalOperations: {COPY: {responses: {'204': {description: d}}}}}}\n";
        assertThat(breaking(with, "paths: {/x: {}}\n")).isNotEmpty();
        assertThat(breaking("paths: {/x: {}}\n", with)).isEmpty();
    }

    @Test
    void aQuerystringParameterIsAParameter() {
        String parameter = "paths: {/x: {get: {parameters: [%s], responses: {'204': {description: d}}}}}\n";
        String required = parameter.formatted(
                "{name: q, in: querystring, required: true, content: {application/json: {schema: {type: object}}}}");
        assertThat(breaking(parameter.formatted(""), required)).isNotEmpty();
        assertThat(breaking(required, parameter.formatted(""))).isEmpty();
    }

    @Test
    void queryParametersAndTheWholeQueryAreOneQuery() {
        String parameters = "paths: {/x: {get: {parameters: [%s], responses: {'204': {description: d}}}}}\n";
        String query = "{name: a, in: query, required: true, schema: {type: %1$s}},"
                + " {name: b, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}";
        String whole =
                "{name: q, in: querystring, required: true, content: {application/x-www-form-urlencoded: {schema:"
                        + " {type: object, required: [a], properties: {a: {type: %1$s}, b: {type: array, items: {type: string}}}},"
                        + " encoding: {b: {style: pipeDelimited, explode: false}}}}}";
        String old = parameters.formatted(query.formatted("string"));
        String next = parameters.formatted(whole.formatted("string"));
        assertThat(changes(spec(old), spec(next))).isEmpty();
        assertThat(changes(spec(next), spec(old))).isEmpty();
        assertThat(breaking(old, parameters.formatted(whole.formatted("integer"))))
                .isNotEmpty();
        assertThat(breaking(next, parameters.formatted(query.formatted("integer"))))
                .isNotEmpty();
    }

    @Test
    void theOwnUriAndTheTagsBreakNothing() {
        String paths = "paths: {/x: {get: {responses: {'204': {description: d}}}}}\n";
        assertThat(breaking(
                        "tags: [{name: a}, {name: b, parent: a, kind: nav, summary: s}]\n" + paths,
                        "$self: https://example.com/x.yaml\n" + paths))
                .isEmpty();
    }

    @Test
    void theVariantWithoutADiscriminatorValueIsCompared() {
        String union = "paths: {/x: {post: {requestBody: {content: {application/json: {schema: {oneOf:"
                + " [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],"
                + " discriminator: {propertyName: kind%s}}}}}, responses: {'204': {description: d}}}}}\n"
                + "components: {schemas: {Cat: {type: object, properties: {c: {type: string}}},"
                + " Dog: {type: object, properties: {d: {type: string}}}}}\n";
        Document cat = spec(union.formatted(", defaultMapping: Cat"));
        Document dog = spec(union.formatted(", defaultMapping: Dog"));
        Document neither = spec(union.formatted(""));
        assertThat(changes(cat, cat)).isEmpty();
        assertThat(changes(cat, dog)).singleElement().satisfies(change -> {
            assertThat(change.rule().id()).isEqualTo("request.discriminator-value-changed");
            assertThat(change.impact()).isEqualTo(Impact.RISKY);
        });
        assertThat(changes(cat, neither))
                .singleElement()
                .satisfies(change -> assertThat(change.rule().id()).isEqualTo("request.discriminator-value-removed"));
    }

    @Test
    void aSecuritySchemeMayBeNamedByItsUri() {
        String secured = "paths: {/x: {get: {security: [{%s: []}], responses: {'204': {description: d}}}}}\n"
                + "components: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}}}\n";
        assertThat(changes(spec(secured.formatted("k")), spec(secured.formatted("'#/components/securitySchemes/k'"))))
                .isEmpty();
    }

    @Test
    void aStreamDescribedByTheSchemaOfItsEventsIsTheSameStream() {
        String chunk = "{type: object, required: [a], properties: {a: {type: string}}}";
        String text =
                "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/x: {get: {responses: {'200': {description: d,"
                        + " content: {text/event-stream: {schema: " + chunk + "}}}}}}}\n";
        Document next = spec(stream(
                "text/event-stream",
                "{type: object, properties: {data: {type: string, contentSchema: " + chunk + "}}}"));
        assertThat(changes(Document.parse(text, "old.yaml"), next)).allMatch(change -> change.impact() == Impact.INFO);
    }
}
