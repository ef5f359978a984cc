package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specs and options without a client are rejected with the reason; a spec that has little gives the usual types. */
class UnusualSpecsTest {
    private static final String PACKAGE = "com.acme.chat";
    private static final ClientOptions OPTIONS =
            new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY);

    private static Contract contract(String text) {
        return Contracts.loadAsIs(text, "openapi.json");
    }

    private static String file(String name) {
        return "com/acme/chat/" + name;
    }

    @Test
    void aSpecWithoutTheOperationIsRejectedWithWhatItHas() {
        String other =
                "{\"openapi\":\"3.0.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/images\":{\"post\":{\"responses\":{}}}}}";
        assertThatThrownBy(() -> ClientGenerator.generate(contract(other), OPTIONS))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("no chat completions operation")
                .hasMessageContaining("/images")
                .hasMessageContaining("--path");
        ClientOptions images = new ClientOptions(PACKAGE, "Acme", null, null, "/images", RuntimeForm.DEPENDENCY);
        assertThatThrownBy(() -> ClientGenerator.generate(contract(other), images))
                .isInstanceOf(GenerationException.class)
                .hasMessageEndingWith(": POST /images has no JSON body");
    }

    @Test
    void objectsInObjectsWithoutEndAreRejected() {
        String deep = "{\"type\": \"object\", \"properties\": {\"a\": ".repeat(201) + "{\"type\": \"string\"}"
                + "}}".repeat(201);
        assertThatThrownBy(() -> ClientGenerator.generate(contract(property(deep)), OPTIONS))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("more than 200 objects are in each other");
    }

    private static String property(String schema) {
        return "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/v1/chat/completions\":{\"post\":"
                + "{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Body\"}}}},"
                + "\"responses\":{}}}},\"components\":{\"schemas\":{\"Body\":{\"type\":\"object\",\"properties\":{"
                + "\"messages\":{\"type\":\"array\"},\"x\":" + schema
                + "}},\"A\":{\"$ref\":\"#/components/schemas/B\"},"
                + "\"B\":{\"$ref\":\"#/components/schemas/A\"}}}}";
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
            {"$ref": "#"}                      | at /components/schemas/Body/properties/x: refers to the whole document
            {"$ref": "#/components/schemas/A"} | at /components/schemas/Body/properties/x: refers to #/components/schemas/A
            {"$ref": 7}                        | $ref is 7, expected a string
            """)
    void aReferenceThatLeadsToNoSchemaIsRejected(String schema, String message) {
        assertThatThrownBy(() -> ClientGenerator.generate(contract(property(schema)), OPTIONS))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPropertyMayContainItsOwnBody() {
        Generated client =
                ClientGenerator.generate(contract(property("{\"$ref\":\"#/components/schemas/Body\"}")), OPTIONS);
        assertThat(client.files().get("com/acme/chat/model/ChatRequest.java")).contains("Optional<ChatRequest> x()");
    }

    @Test
    void aSpecWithoutResponsesGivesTheUsualOnes() {
        String bare =
                "{\"openapi\":\"3.0.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/v1/chat/completions\":{\"post\":"
                        + "{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{\"messages\":{}}}}}},"
                        + "\"responses\":{\"201\":{\"description\":\"\"}}}}}}";
        Generated client = ClientGenerator.generate(contract(bare), OPTIONS);
        assertThat(client.files())
                .containsKeys(
                        file("model/ChatCompletion.java"),
                        file("model/Choice.java"),
                        file("model/Usage.java"),
                        file("model/ChunkChoice.java"));
        assertThat(client.files().get(file("AcmeClientBuilder.java")))
                .contains("URI.create(\"http://localhost:8000\")")
                .contains("false,");
        assertThat(client.files().get(file("model/ChatRequest.java"))).contains("Optional<JsonNode> messages()");
    }

    @Test
    void optionsThatAreNoJavaNamesAreRejected() {
        assertThatThrownBy(() -> new ClientOptions("com.acme.class", "Acme", null, null, null, RuntimeForm.DEPENDENCY))
                .hasMessageContaining("--package")
                .hasMessageContaining("example");
        assertThatThrownBy(() -> new ClientOptions("com.acme", "acme client", null, null, null, RuntimeForm.DEPENDENCY))
                .hasMessageContaining("--client");
        assertThatThrownBy(() -> new ClientOptions("com.acme", "Acme", null, "MY KEY", null, RuntimeForm.DEPENDENCY))
                .hasMessageContaining("--key-variable");
    }
}
