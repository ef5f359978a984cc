package dev.loupe.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A contract that comes as a file, without an overlay, is read as people read this API. */
class ChatConventionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1/chat/completions";

    static Stream<Contract> bundled() {
        return Contracts.bundled().stream();
    }

    /** As a user names it by its file. */
    private static Contract alone(Contract contract) {
        return ChatConventions.added(Contracts.contract(contract.name(), contract.document(), List.of()));
    }

    private static Contract of(String text) {
        return ChatConventions.added(Contracts.load(text, "test.yaml"));
    }

    private static boolean allows(Contract contract, Reading reading, String member) {
        String model = contract.models().stream().findFirst().orElse("m");
        String messages =
                member.startsWith("\"messages\"") ? "" : "\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], ";
        return ContractSchemas.of(contract)
                .request(reading, "POST", PATH, read("{\"model\": \"" + model + "\", " + messages + member + "}"))
                .orElseThrow()
                .isEmpty();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void aContractWithACompleteOverlayNeedsNoConvention(Contract contract) {
        assertThat(ChatConventions.added(contract).corrections())
                .filteredOn(Contract.Correction::isConvention)
                .extracting(correction -> correction.target() + ": " + correction.reason())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void what_only_prose_or_common_sense_forbids_is_forbidden_and_was_allowed_as_published(Contract bundled) {
        Contract contract = alone(bundled);
        for (String member : List.of(
                "\"messages\": []",
                "\"max_tokens\": 1.5",
                "\"top_k\": -3",
                "\"top_k\": 0.5",
                "\"stop\": 5",
                "\"stop\": {}",
                "\"stop\": []")) {
            assertThat(allows(contract, Reading.PUBLISHED, member)).as(member).isTrue();
            assertThat(allows(contract, Reading.CORRECTED, member)).as(member).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void what_was_meant_to_be_allowed_still_is(Contract bundled) {
        Contract contract = alone(bundled);
        for (String member : List.of(
                "\"stop\": null",
                "\"stop\": \"a\"",
                "\"stop\": [\"a\", \"b\", \"c\", \"d\"]",
                "\"max_tokens\": 1",
                "\"top_k\": 0",
                "\"top_k\": -1",
                "\"temperature\": 0.5")) {
            assertThat(allows(contract, Reading.CORRECTED, member)).as(member).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void chunks_as_servers_send_them_are_allowed(Contract bundled) {
        ContractSchemas schemas = ContractSchemas.of(alone(bundled));
        for (String choice : List.of(
                "{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"\"}, \"finish_reason\": null}",
                "{\"index\": 0, \"delta\": {\"content\": \"a\"}}",
                "{\"index\": 0, \"delta\": {\"content\": null, \"tool_calls\": [{\"index\": 0, \"function\": {}}]}}",
                "{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\", \"logprobs\": {\"content\": [], \"refusal\": null}}")) {
            JsonNode chunk =
                    read("{\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\","
                            + " \"usage\": null, \"choices\": [" + choice + "]}");
            assertThat(schemas.response(Reading.CORRECTED, "POST", PATH, 200, "text/event-stream", chunk))
                    .as(choice)
                    .hasValueSatisfying(wrong -> assertThat(wrong).isEmpty());
            assertThat(schemas.response(Reading.CORRECTED, "POST", PATH, 400, "application/json", read("{}")))
                    .isPresent();
        }
    }

    private static String document(String version, String members) {
        return """
                openapi: %s
                info: {title: t, version: '1'}
                paths:
                  /v1/chat/completions:
                    post:
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              properties:
                                messages: {type: array, items: {type: object}}
                                %s
                      responses:
                        '200': {description: ok}
                        default: {description: error}
                components:
                  schemas:
                    Amount: {type: number}
                """
                .formatted(version, members);
    }

    @Test
    void what_is_shared_is_changed_only_where_it_is_meant() {
        Contract contract = of(document(
                "3.0.0",
                "max_tokens: {$ref: '#/components/schemas/Amount'}\n" + " ".repeat(16)
                        + "temperature: {$ref: '#/components/schemas/Amount'}"));

        assertThat(allows(contract, Reading.CORRECTED, "\"max_tokens\": 1.5")).isFalse();
        assertThat(allows(contract, Reading.CORRECTED, "\"temperature\": 1.5")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "3.1.0 | top_k: {type: [number, 'null']}                                       | \"top_k\": null | true",
                "3.1.0 | top_k: {type: [number, 'null']}                                       | \"top_k\": 1.5  | false",
                "3.1.0 | stop: {anyOf: [{type: string}, {}]}                                   | \"stop\": 5     | true",
                "3.0.0 | top_k: {type: integer, minimum: -5}                                   | \"top_k\": -3   | true",
                "3.0.0 | penalty: {type: number, description: Between -2.0 and 2.0.}           | \"penalty\": 2.1 | false",
                "3.0.0 | penalty: {type: number, maximum: 9, description: Between -2 and 2.}   | \"penalty\": 2.1 | true",
                "3.0.0 | tags: {type: array, items: {type: string}, description: Up to 1 items} | \"tags\": [\"a\",\"b\"] | false",
                "3.0.0 | seed: {type: number, multipleOf: 0.5}                                 | \"seed\": 1.5   | true",
            })
    void a_schema_that_has_its_own_word_keeps_it(String version, String members, String member, boolean allowed) {
        assertThat(allows(of(document(version, members)), Reading.CORRECTED, member))
                .isEqualTo(allowed);
    }

    @Test
    void a_document_of_another_api_is_left_alone() {
        Contract contract =
                Contracts.load(document("3.0.0", "top_k: {type: number}").replace("messages:", "input:"), "test.yaml");

        assertThat(ChatConventions.added(contract)).isSameAs(contract);
    }

    @Test
    void a_schema_that_refers_to_itself_has_an_end() {
        String tree = "tree: {$ref: '#/components/schemas/Tree'}";
        Contract contract = of(document("3.0.0", tree)
                + "    Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}\n");

        assertThat(allows(contract, Reading.CORRECTED, "\"tree\": {\"next\": {\"next\": {}}}"))
                .isTrue();
    }

    @Test
    void one_operation_under_two_paths_is_corrected_once() {
        Contract contract = alone(Contracts.bundled().getFirst());

        assertThat(contract.corrections())
                .extracting(correction -> correction.target() + correction.reason())
                .doesNotHaveDuplicates();
    }
}
