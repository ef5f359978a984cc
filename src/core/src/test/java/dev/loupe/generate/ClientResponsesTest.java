package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contracts;
import org.junit.jupiter.api.Test;

/** Which schemas of the operation are those of a response and of a chunk. */
class ClientResponsesTest {
    private static final ClientOptions OPTIONS =
            new ClientOptions("com.acme.chat", "Acme", null, null, null, RuntimeForm.DEPENDENCY);

    @Test
    void anEventOfOpenApi32DescribesTheChunkInItsData() {
        Generated client = client(
                """
                "200":
                  description: OK
                  content:
                    application/json: {schema: {type: object, properties: {choices: {type: array, items: {type: object}}}}}
                    text/event-stream: {$ref: "#/components/mediaTypes/Events"}
                """);
        assertThat(chunk(client)).contains("OptionalLong partNumber()").doesNotContain("Optional<String> data()");
    }

    @Test
    void anItemSchemaWithoutDataIsTheChunk() {
        Generated client = client(
                """
                "200":
                  description: OK
                  content:
                    text/event-stream: {itemSchema: {$ref: "#/components/schemas/Chunk"}}
                """);
        assertThat(chunk(client)).contains("OptionalLong partNumber()");
    }

    @Test
    void anErrorAsTheDefaultResponseIsNotTheResponse() {
        Generated client = client(
                """
                default: {description: error, content: {application/json: {schema: {properties: {detail: {type: string}}}}}}
                "201": {description: OK, content: {application/json: {schema: {properties: {answer: {type: string}}}}}}
                """);
        assertThat(client.files().get("com/acme/chat/model/ChatCompletion.java"))
                .contains("Optional<String> answer()")
                .doesNotContain("detail");
    }

    private static String chunk(Generated client) {
        return client.files().get("com/acme/chat/model/ChatCompletionChunk.java");
    }

    private static Generated client(String responses) {
        String spec =
                """
                openapi: 3.2.0
                info: {title: t, version: "1"}
                paths:
                  /v1/chat/completions:
                    post:
                      requestBody: {content: {application/json: {$ref: "#/components/mediaTypes/Body"}}}
                      responses:
                RESPONSES
                components:
                  schemas:
                    Chunk: {type: object, properties: {part_number: {type: integer}}}
                  mediaTypes:
                    Body: {schema: {properties: {messages: {type: array, items: {}}}}}
                    Events:
                      itemSchema:
                        type: object
                        properties:
                          data: {type: string, contentMediaType: application/json, contentSchema: {$ref: "#/components/schemas/Chunk"}}
                """
                        .replace("RESPONSES\n", responses.indent(8));
        return ClientGenerator.generate(Contracts.loadAsIs(spec, "openapi.yaml"), OPTIONS);
    }
}
