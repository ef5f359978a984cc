package dev.loupe.diff.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Java user sees of a change: which of their calls stop compiling. */
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
    void aMemberOfAnotherTypeAndAConstantThatIsGoneAreTold() {
        String next = PERSON.replace("\"integer\"", "\"string\"").replace(", \"b\"", "");
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "talk", next)))
                .containsExactly("TalkRequest.age went from Integer to String", "TalkRequestKind.B is gone (constant)");
    }

    @Test
    void typesThatGoWithAMemberAreCountedThere() {
        String next = PERSON.replace("\"home\"", "\"house\"");
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "talk", next)))
                .containsExactly(
                        "TalkRequest.home is gone (TalkRequestHome), and with it 2 types named after it",
                        "TalkRequest.house is new (TalkRequestHouse), and with it 2 types named after it");
    }

    @Test
    void aRenamedOperationIsOneChangeAndWhatIsBelowIsComparedUnderOneName() {
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "chat", PERSON)))
                .containsExactly("the method of POST /a went from talk to chat, and with it 4 types named after it");
        String next = PERSON.replace("\"integer\"", "\"string\"").replace("\"b\"", "\"b\", \"c\"");
        assertThat(changes(document("/a", "talk", PERSON), document("/a", "chat", next)))
                .containsExactly(
                        "the method of POST /a went from talk to chat, and with it 4 types named after it",
                        "TalkRequest.age went from Integer to String",
                        "ChatRequestKind.C is new (constant)");
    }

    @Test
    void theSameChangeBelowTwoOperationsIsToldOnce() {
        String next = PERSON.replace("\"integer\"", "\"string\"");
        assertThat(changes(twice("/a", "talk", "/b", "chat", PERSON), twice("/a", "talk", "/b", "chat", next)))
                .containsExactly("TalkRequest.age went from Integer to String; the same: ChatRequest.age");
    }

    @Test
    void anOperationThatIsGoneTakesItsTypesAlong() {
        assertThat(changes(twice("/a", "talk", "/b", "chat", PERSON), document("/a", "talk", PERSON)))
                .containsExactly("method chat is gone ((ChatRequest) -> void), and with it 4 types named after it");
    }

    private static List<String> changes(JsonNode old, JsonNode next) {
        return ClientComparison.compare(new DifferenceCollector(old, next)).stream()
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
