package dev.loupe.diff.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.diff.normal.WorkBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The effect of a change on code that uses the generated Java client. */
class ClientComparisonTest {
    private static final String PERSON =
            """
            {"type": "object", "properties": {
              "age": {"type": "integer"},
              "kind": {"type": "string", "enum": ["a", "b"]},
              "home": {"type": "object", "properties": {
                "street": {"type": "object", "properties": {"name": {"type": "string"}}}}}}}
            """;

    @Test
    void equalContractsMakeEqualClients() {
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "talk", PERSON)))
                .isEmpty();
    }

    @Test
    void aPropertyOfAnotherTypeAndARemovedConstantAreReported() {
        String next = PERSON.replace("\"integer\"", "\"string\"").replace(", \"b\"", "");
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "talk", next)))
                .containsExactly(
                        "TalkRequest.age changed from Integer to String", "TalkRequestKind.B removed (constant)");
    }

    @Test
    void typesRemovedWithAPropertyAreCountedThere() {
        String next = PERSON.replace("\"home\"", "\"house\"");
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "talk", next)))
                .containsExactly(
                        "TalkRequest.home removed (TalkRequestHome), with 2 types named after it",
                        "TalkRequest.house added (TalkRequestHouse), with 2 types named after it");
    }

    @Test
    void aRenamedOperationIsOneChangeAndItsTypesAreComparedUnderOneName() {
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "chat", PERSON)))
                .containsExactly("the method of POST /a changed from talk to chat, with 4 types named after it");
        String next = PERSON.replace("\"integer\"", "\"string\"").replace("\"b\"", "\"b\", \"c\"");
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "chat", next)))
                .containsExactly(
                        "the method of POST /a changed from talk to chat, with 4 types named after it",
                        "TalkRequest.age changed from Integer to String",
                        "ChatRequestKind.C added (constant)");
    }

    @Test
    void theSameChangeInTwoOperationsIsReportedOnce() {
        String next = PERSON.replace("\"integer\"", "\"string\"");
        assertThat(changes(twice("/a", "talk", "/b", "chat", PERSON), twice("/a", "talk", "/b", "chat", next)))
                .containsExactly("TalkRequest.age changed from Integer to String; the same for ChatRequest.age");
    }

    @Test
    void theTypesOfARemovedOperationAreCountedWithIt() {
        assertThat(changes(twice("/a", "talk", "/b", "chat", PERSON), document("/a", "talk", PERSON)))
                .containsExactly("method chat removed ((ChatRequest) -> void), with 4 types named after it");
    }

    private static List<String> changes(JsonNode old, JsonNode next) {
        return ClientComparison.compare(new DifferenceCollector(old, next, new WorkBudget())).stream()
                .map(ClientChange::toString)
                .toList();
    }

    private static JsonNode document(String path, String id, String request) {
        return parsed("{\"openapi\": \"3.0.3\", \"paths\": {" + item(path, id, request) + "}}");
    }

    private static JsonNode twice(String path, String id, String secondPath, String secondId, String request) {
        return parsed("{\"openapi\": \"3.0.3\", \"paths\": {" + item(path, id, request) + ","
                + item(secondPath, secondId, request) + "}}");
    }

    private static String item(String path, String id, String request) {
        return """
                "%s": {"post": {"operationId": "%s",
                  "requestBody": {"content": {"application/json": {"schema": %s}}}, "responses": {}}}"""
                .formatted(path, id, request);
    }

    private static JsonNode parsed(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
