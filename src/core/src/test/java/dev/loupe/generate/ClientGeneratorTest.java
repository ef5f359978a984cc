package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientGeneratorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACKAGE = "com.acme.chat";
    private static final ClientOptions OPTIONS =
            new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY);
    private static final String SPEC = spec();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static String spec() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/generate/openapi.yaml"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Contract contract(String text) {
        return Contracts.loadAsIs(text, "openapi.yaml");
    }

    @Test
    void inlineSchemasAreNamedByTheirRole() {
        Generated client = ClientGenerator.generate(contract(SPEC), OPTIONS);
        assertThat(types(client))
                .contains(
                        "ChatRequest",
                        "Message",
                        "UserMessage",
                        "SystemMessage",
                        "AssistantMessage",
                        "TextContentPart",
                        "ImageUrlContentPart",
                        "ChatCompletion",
                        "Choice",
                        "ResponseMessage",
                        "FinishReason",
                        "ChatCompletionChunk",
                        "ChunkChoice",
                        "ChunkDelta",
                        "NodeV1")
                .doesNotContain("ChunkFinishReason");
        assertThat(client.path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void theSameSpecGivesTheSameFiles() {
        assertThat(ClientGenerator.generate(contract(SPEC), OPTIONS).files())
                .isEqualTo(ClientGenerator.generate(contract(SPEC), OPTIONS).files());
    }

    @Test
    void aClientCompilesAndLosesNothing() throws Exception {
        Map<String, String> files =
                ClientGenerator.generate(contract(SPEC), OPTIONS).files();
        try (CompiledClient client = CompiledClient.of(files, PACKAGE, folder)) {
            for (String request : List.of(
                    "{\"model\":\"a-1\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"more\":1},"
                            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}},{\"type\":\"video\"},7]},"
                            + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"name\":\"a\",\"children\":[{\"children\":[]}]}]},"
                            + "{\"role\":\"narrator\",\"content\":\"x\"},\"odd\"]}",
                    "{\"model\":\"new\",\"messages\":\"odd\",\"max_tokens\":2.5,\"temperature\":null,\"topP\":\"x\",\"top_p\":1,"
                            + "\"class\":\"c\",\"generator\":true,\"extras\":[1,2.5],\"stop\":[\"a\"],\"logit_bias\":{\"5\":-1},"
                            + "\"metadata\":{\"k\":\"v\"},\"untyped\":[{}],\"flags\":[true],\"matrix\":[[1],[]],\"either\":3,"
                            + "\"levels\":[\"low\",\"huge\"],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},"
                            + "\"untagged\":{\"b\":1,\"both\":2},\"tree\":{\"name\":\"n\"},\"x\":{\"y\":[null]}}",
                    "{\"levels\":[1],\"flags\":[null],\"extras\":[\"x\"],\"stop\":\"s\",\"tool_choice\":\"auto\",\"either\":\"e\","
                            + "\"untagged\":{\"both\":\"text\"},\"logit_bias\":{\"a\":\"b\"}}")) {
                assertThat(JSON.readTree(client.roundTrip("ChatRequest", request)))
                        .isEqualTo(JSON.readTree(request));
            }
            String response = "{\"id\":\"c\",\"created\":5,\"choices\":[{\"index\":0,\"finish_reason\":\"odd\","
                    + "\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}},null],\"usage\":null,\"cost\":0.5}";
            assertThat(JSON.readTree(client.roundTrip("ChatCompletion", response)))
                    .isEqualTo(JSON.readTree(response));
            Object completion = client.read("ChatCompletion", response);
            assertThat(completion.getClass().getMethod("text").invoke(completion))
                    .hasToString("Optional[Hi]");
            String streamed = client.streamed(
                    "AcmeClient",
                    "{\"model\":\"a-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                    """
                    data: {"id":"c","sources":["a"],"choices":[{"index":0,"delta":{"content":"Hel","mood":"calm"}}]}

                    data: {"id":"c","sources":["a"],"choices":[{"index":0,"delta":{"content":"lo","tool_calls":[{"index":0,"id":"t",\
                    "function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"stop"}]}

                    data: [DONE]

                    """);
            assertThat(JSON.readTree(streamed))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                                    {"id":"c","object":"chat.completion","sources":["a"],"choices":[{"index":0,"finish_reason":"stop",
                                    "message":{"role":"assistant","content":"Hello","mood":"calm","tool_calls":[{"id":"t","type":"function",
                                    "function":{"name":"f","arguments":"{\\"a\\":1}"}}]}}]}"""));
            Object invalid = client.read("ChatRequest", "{\"messages\":[],\"temperature\":3}");
            assertThat(invalid.getClass().getMethod("validate").invoke(invalid))
                    .asString()
                    .contains("model is required", "messages has 0 items", "temperature is 3");
        }
    }

    @Test
    void aConstraintThatADocumentedRequestViolatesIsNotChecked() {
        String more = SPEC.replace(
                "    post: &chat\n",
                "    post: &chat\n      x-codeSamples: [{source: \"curl --data '{temperature: 9, messages: []}'\"}]\n");
        String usual = file(ClientGenerator.generate(contract(SPEC), OPTIONS), "model/ChatRequest.java");
        assertThat(usual)
                .contains("range(\"temperature\", this.temperature, \"0\", \"2\")")
                .contains("required(\"model\"")
                .contains("size(\"messages\", this.messages, \"1\"");
        String relaxed = file(ClientGenerator.generate(contract(more), OPTIONS), "model/ChatRequest.java");
        assertThat(relaxed)
                .contains("range(\"temperature\", this.temperature, \"0\", null)")
                .doesNotContain("required(\"model\"", "size(\"messages\"")
                .contains("required(\"messages\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "dataValue"})
    void aConstraintThatAnExampleViolatesIsNotChecked(String keyword) {
        String more = SPEC.replace(
                "          application/json; charset=utf-8:\n",
                "          application/json; charset=utf-8:\n            examples: {e: {%s: {temperature: 9}}}\n"
                        .formatted(keyword));
        assertThat(file(ClientGenerator.generate(contract(more), OPTIONS), "model/ChatRequest.java"))
                .contains("range(\"temperature\", this.temperature, \"0\", null)");
    }

    @Test
    void aNewRoleIsANewTypeWithoutAnyEdit() {
        String more = SPEC.replace("role: {enum: [system]}", "role: {enum: [system, moderator]}");
        Generated client = ClientGenerator.generate(contract(more), OPTIONS);
        assertThat(file(client, "model/Message.java")).contains("case \"moderator\" -> SystemMessage.read");
        assertThat(file(client, "model/ChatRequest.java")).contains("Builder moderator(String text)");
    }

    @Test
    void serverPathAndKeyAreThoseOfTheSpecOrOfTheUser() {
        Generated client = ClientGenerator.generate(contract(SPEC), OPTIONS);
        assertThat(file(client, "AcmeClientBuilder.java"))
                .contains(
                        "URI.create(\"https://eu.example.com/api\")",
                        "\"ACME_API_KEY\"",
                        "\"/v1\"",
                        "\"/chat/completions\"");
        Generated other = ClientGenerator.generate(
                contract(SPEC),
                new ClientOptions(
                        PACKAGE,
                        "Acme",
                        "https://chat.example.org",
                        "CHAT_KEY",
                        "/chat/completions",
                        RuntimeForm.DEPENDENCY));
        assertThat(file(other, "AcmeClientBuilder.java"))
                .contains(
                        "URI.create(\"https://chat.example.org\")", "\"CHAT_KEY\"", "\"\",\n", "\"/chat/completions\"");
    }

    @Test
    void numbersWithMoreDigitsThanADoubleAreKeptAndReadable() throws Exception {
        Map<String, String> files =
                ClientGenerator.generate(contract(SPEC), OPTIONS).files();
        try (CompiledClient client = CompiledClient.of(files, PACKAGE, folder)) {
            String json = "{\"temperature\":0.12345678901234567890,\"top_p\":9007199254740993,\"max_tokens\":2.5}";
            Object request = client.read("ChatRequest", json);
            assertThat(CompiledClient.toJson(request)).contains("0.12345678901234567890", "9007199254740993", "2.5");
            assertThat(request.getClass().getMethod("temperature").invoke(request))
                    .hasToString("OptionalDouble[0.12345678901234568]");
            assertThat(request.getClass().getMethod("maxTokens").invoke(request))
                    .hasToString("OptionalLong[2]");
        }
    }

    @Test
    void nothingOfGemmaIsLeft() {
        ClientGenerator.generate(contract(SPEC), OPTIONS).files().forEach((name, text) -> assertThat(text)
                .as(name)
                .doesNotContain("Gemma", "dev.loupe.gemma", "AIMLAPI_KEY", "api.aimlapi.com")
                .startsWith(ClientGenerator.MARK));
    }

    private static List<String> types(Generated client) {
        return client.files().keySet().stream()
                .filter(name -> name.contains("/model/"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1, name.length() - ".java".length()))
                .toList();
    }

    private static String file(Generated client, String name) {
        return client.files().get("com/acme/chat/" + name);
    }
}
