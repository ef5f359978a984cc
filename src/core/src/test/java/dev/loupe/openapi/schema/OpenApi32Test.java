package dev.loupe.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.chat.ChatConventions;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.Overlay;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAPI 3.2 adds, in the reading of a contract. */
class OpenApi32Test {
    private static final Path FOLDER = Path.of("../../openapi");
    private static final String HEAD = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\n";
    private static final String ITEM = "{type: object, required: [n], properties: {n: {type: integer}}}";

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ContractSchemas contract(String paths) {
        return ContractSchemas.of(Contracts.load(HEAD + paths, "x.yaml"));
    }

    /** The number of violations by an item; -1 when the contract does not document it. */
    private static int violations(ContractSchemas contract, String mediaType, String item) {
        return contract.response(Reading.PUBLISHED, "GET", "/x", 200, mediaType, json(item))
                .map(List::size)
                .orElse(-1);
    }

    private static ContractSchemas stream(String mediaType, String media) {
        return contract("paths: {/x: {get: {responses: {'200': {content: {" + mediaType + ": " + media + "}}}}}}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/jsonl", "application/x-ndjson", "application/json-seq"})
    void anItemOfASequenceIsValidatedAgainstItsItemSchema(String mediaType) {
        ContractSchemas contract = stream(mediaType, "{itemSchema: " + ITEM + "}");
        assertThat(violations(contract, mediaType, "{\"n\": 1}")).isZero();
        assertThat(violations(contract, mediaType, "{\"n\": \"1\"}")).isOne();
    }

    @Test
    void theSchemaOfASequenceDescribesTheArrayOfItsItems() {
        ContractSchemas contract = stream("application/jsonl", "{schema: {type: array, items: " + ITEM + "}}");
        assertThat(violations(contract, "application/jsonl", "{\"n\": 1}")).isZero();
        assertThat(violations(contract, "application/jsonl", "{\"n\": \"1\"}")).isOne();
    }

    @Test
    void nullableAcceptsNullInOpenApi30OnlyAndIsNamedThereOnly() {
        String paths = "paths: {/x: {get: {responses: {'200': {content: {application/json: "
                + "{schema: {type: string, nullable: true}}}}}}}}\n";
        assertThat(expected(contract(paths), "1")).isEqualTo("a string");
        ContractSchemas old = ContractSchemas.of(Contracts.load(HEAD.replace("3.2.0", "3.0.3") + paths, "x.yaml"));
        assertThat(expected(old, "1")).isEqualTo("a string or null");
    }

    private static String expected(ContractSchemas contract, String value) {
        return contract.response(Reading.PUBLISHED, "GET", "/x", 200, "application/json", json(value))
                .orElseThrow()
                .getFirst()
                .expected();
    }

    @Test
    void aResponseWithoutContentIsDocumented() {
        ContractSchemas contract = contract("paths: {/x: {additionalOperations: {COPY: {responses: {"
                + "'204': {description: d}, '200': {description: d, content: {text/plain: {}}}}}}}}\n");
        assertThat(contract.documentsNoBody(Reading.PUBLISHED, "COPY", "/x", 204))
                .isTrue();
        assertThat(contract.documentsNoBody(Reading.PUBLISHED, "COPY", "/x", 200))
                .isFalse();
        assertThat(contract.documentsNoBody(Reading.PUBLISHED, "GET", "/x", 204))
                .isFalse();
    }

    @Test
    void aBodyThatIsNoSequenceIsNotValidatedAgainstAnItemSchema() {
        ContractSchemas contract = stream("application/json", "{schema: {type: object}, itemSchema: " + ITEM + "}");
        assertThat(violations(contract, "application/json", "{}")).isZero();
    }

    @Test
    void theDataOfAnEventIsValidatedAgainstItsContentSchema() {
        ContractSchemas contract = stream(
                "text/event-stream",
                "{itemSchema: {type: object, properties: {data: {type: string, contentSchema: " + ITEM + "}}}}");
        assertThat(violations(contract, "text/event-stream", "{\"n\": 1}")).isZero();
        assertThat(violations(contract, "text/event-stream", "{}")).isOne();
    }

    @Test
    void ofSeveralKindsOfEventsTheNearestCounts() {
        ContractSchemas contract = stream(
                "text/event-stream",
                "{itemSchema: {oneOf: [{properties: {event: {const: a}, data: {contentSchema: " + ITEM
                        + "}}}, {properties: {event: {const: b}, data: {contentSchema: {required: [m, o]}}}}]}}");
        assertThat(violations(contract, "text/event-stream", "{\"n\": 1}")).isZero();
        assertThat(violations(contract, "text/event-stream", "{\"m\": 1, \"o\": 1}"))
                .isZero();
        assertThat(violations(contract, "text/event-stream", "{}")).isOne();
    }

    @Test
    void anEventWhoseDataHasNoSchemaIsDocumentedAndUnrestricted() {
        ContractSchemas contract =
                stream("text/event-stream", "{itemSchema: {type: object, properties: {data: {type: string}}}}");
        assertThat(violations(contract, "text/event-stream", "{}")).isZero();
    }

    @Test
    void aMediaTypeMayBeAReference() {
        ContractSchemas contract = contract(
                "paths: {/x: {get: {responses: {'200': {content: {application/jsonl: {$ref: '#/components/mediaTypes/m'}}}}}}}\n"
                        + "components: {mediaTypes: {m: {itemSchema: " + ITEM + "}}}\n");
        assertThat(violations(contract, "application/jsonl", "{}")).isOne();
    }

    @Test
    void additionalOperationsAndQueryAreOperations() {
        Contract contract = Contracts.load(
                HEAD + "paths: {'/x/{id}': {query: {responses: {}}, parameters: [],"
                        + " additionalOperations: {COPY: {responses: {}}, purge: {responses: {}}}}}\n",
                "x.yaml");
        assertThat(contract.operations())
                .extracting(Operation::name)
                .containsExactly("QUERY /x/{id}", "COPY /x/{id}", "purge /x/{id}");
        assertThat(contract.operations())
                .allSatisfy(
                        operation -> assertThat(operation.itemAt().toString()).isEqualTo("/paths/~1x~1{id}"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a/api.yaml, https://example.com/a/api.yaml#/components/schemas/S",
        "https://example.com/a/api.yaml, api.yaml#/components/schemas/S",
        "/a/api.yaml, ../a/./api.yaml#/components/schemas/S",
    })
    void aReferenceByTheOwnUriIsInternal(String self, String ref) {
        ContractSchemas contract = contract("$self: " + self
                + "\npaths: {/x: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '" + ref
                + "'}}}}}}}}\ncomponents: {schemas: {S: " + ITEM + "}}\n");
        assertThat(violations(contract, "application/json", "{}")).isOne();
    }

    @Test
    void conventionsCorrectTheJsonInTheDataOfAnEvent() {
        String chunk =
                "{type: object, properties: {choices: {type: array, items: {type: object, properties: {index: {type:"
                        + " integer}, finish_reason: {type: string, enum: [stop]}, delta: {type: object, required: [role, content],"
                        + " properties: {role: {type: string}, content: {type: string}}}}}}}}";
        Contract contract = ChatConventions.added(Contracts.load(
                HEAD + "paths: {/v1/chat/completions: {post: {requestBody: {content: {application/json: {schema: {type:"
                        + " object, properties: {messages: {type: array}}}}}}, responses: {'200': {content: {text/event-stream:"
                        + " {itemSchema: {type: object, properties: {data: {type: string, contentSchema: " + chunk
                        + "}}}}}}}}}}\n",
                "x.yaml"));
        ContractSchemas schemas = ContractSchemas.of(contract);
        JsonNode text =
                json("{\"choices\": [{\"index\": 0, \"finish_reason\": null, \"delta\": {\"content\": \"a\"}}]}");
        assertThat(schemas.response(Reading.PUBLISHED, "POST", "/v1/chat/completions", 200, "text/event-stream", text))
                .hasValueSatisfying(violations -> assertThat(violations).isNotEmpty());
        assertThat(schemas.response(Reading.CORRECTED, "POST", "/v1/chat/completions", 200, "text/event-stream", text))
                .hasValueSatisfying(violations -> assertThat(violations).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemma-3", "gemma-3n"})
    void theLiftedContractsJudgeChunksLikeTheCorrectedOnes(String name) {
        ContractSchemas corrected = ContractSchemas.of(Contracts.named(name).orElseThrow());
        ContractSchemas lifted = ContractSchemas.of(lifted(name));
        assertThat(lifted.contract().corrected().path("openapi").asText()).isEqualTo("3.2.0");
        for (String chunk : List.of(
                "{\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":null},\"finish_reason\":null}]}",
                "{\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":-1,\"delta\":{\"role\":1}}]}",
                "{\"choices\":{}}",
                "{}")) {
            assertThat(messages(lifted, chunk)).isEqualTo(messages(corrected, chunk));
        }
    }

    private static List<String> messages(ContractSchemas contract, String chunk) {
        return contract
                .response(Reading.CORRECTED, "POST", "/v1/chat/completions", 200, "text/event-stream", json(chunk))
                .orElseThrow()
                .stream()
                .map(violation -> violation.at() + " " + violation.keyword())
                .sorted()
                .toList();
    }

    static Contract lifted(String name) {
        List<Overlay> overlays = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("overlays"))) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> Overlay.of(Document.read(file)))
                    .filter(overlay -> overlay.targets().contains("../" + name + ".json"))
                    .forEach(overlays::add);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        overlays.add(Overlay.of(Document.read(FOLDER.resolve("overlays/openapi-3.2/gemma.yaml"))));
        return Contracts.contract(name, Document.read(FOLDER.resolve(name + ".json")), overlays);
    }
}
