package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The rules of the sum of chunks, one by one. */
class ChunkAccumulatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theTextOfAChoiceWithoutDeltaIsAppended() throws Exception {
        assertThat(choice("{'text': 'la'}", "{'text': 'la'}").path("text").asText())
                .isEqualTo("lala");
    }

    @Test
    void anEmptyFinishReasonEndsNothing() throws Exception {
        assertThat(sum("{'choices': [{'index': 0, 'finish_reason': ''}]}").isComplete())
                .isFalse();
        assertThat(sum("{'choices': [{'index': 0, 'finish_reason': 'stop'}]}").isComplete())
                .isTrue();
        assertThat(sum("{'choices': []}").isComplete()).isFalse();
    }

    @Test
    void aFunctionCallHasItsNameOnceAndItsArgumentsAsText() throws Exception {
        assertThat(message(
                        "{'function_call': {'name': 'f', 'arguments': '{\\'a\\''}}",
                        "{'function_call': {'name': 'f', 'arguments': ':1}'}}"))
                .isEqualTo(
                        json(
                                "{'role': 'assistant', 'content': null, 'function_call': {'name': 'f', 'arguments': '{\\'a\\':1}'}}"));
        assertThat(message("{'function_call': {'name': 'f', 'arguments': {'a': 1}}}")
                        .at("/function_call/arguments")
                        .textValue())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void aNullInADeltaReplacesNothing() throws Exception {
        assertThat(message("{'role': null, 'content': null, 'audio': null}", "{'content': 'Hi', 'audio': {'id': 'a'}}"))
                .isEqualTo(json("{'role': 'assistant', 'content': 'Hi', 'audio': {'id': 'a'}}"));
    }

    @Test
    void aMessageNextToTheDeltasAddsWhatTheyDoNotHave() throws Exception {
        JsonNode choice = choice(
                "{'delta': {'content': 'Hi'}}", "{'delta': {}, 'message': {'content': 'other', 'mood': 'calm'}}");
        assertThat(choice.path("message")).isEqualTo(json("{'role': 'assistant', 'content': 'Hi', 'mood': 'calm'}"));
    }

    @Test
    void theLastCompleteUsageCounts() throws Exception {
        String complete = "'prompt_tokens': 1, 'completion_tokens': 2, 'total_tokens': 3";
        assertThat(property("usage", "{'usage': {" + complete + ", 'cost': 5}}", "{'usage': {" + complete + "}}"))
                .isEqualTo(json("{" + complete + "}"));
        assertThat(property("usage", "{'usage': {" + complete + "}}", "{'usage': []}", "{'usage': null}"))
                .isEqualTo(json("{" + complete + "}"));
        assertThat(property("usage", "{'usage': {" + complete + "}}", "{'usage': {'total_tokens': 9, 'cost': 5}}"))
                .isEqualTo(json("{" + complete + ", 'cost': 5}"));
    }

    @Test
    void theFirstIdAndTheLastOtherTextCount() throws Exception {
        assertThat(property("id", "{'id': 'a'}", "{'id': 'b'}").asText()).isEqualTo("a");
        assertThat(property("system_fingerprint", "{'system_fingerprint': 'a'}", "{'system_fingerprint': 'b'}")
                        .asText())
                .isEqualTo("b");
    }

    @Test
    void aListOutsideOfTheDeltasIsSentAgainOrGrows() throws Exception {
        assertThat(property("citations", "{'citations': ['a', 'b']}", "{'citations': ['a', 'b']}"))
                .isEqualTo(json("['a', 'b']"));
        assertThat(property("citations", "{'citations': ['a']}", "{'citations': ['a', 'b']}"))
                .isEqualTo(json("['a', 'b']"));
    }

    @Test
    void equalNumbersAndEqualPiecesOfOneItemAreAdditions() throws Exception {
        assertThat(message("{'token_ids': [7]}", "{'token_ids': [7]}").path("token_ids"))
                .isEqualTo(json("[7, 7]"));
        assertThat(message("{'steps': [{'index': 0, 'code': 'ha'}]}", "{'steps': [{'index': 0, 'code': 'ha'}]}")
                        .path("steps"))
                .isEqualTo(json("[{'index': 0, 'code': 'haha'}]"));
    }

    @Test
    void textThatBeginsWithEqualPiecesIsWhole() throws Exception {
        assertThat(message("{'mood': 'la'}", "{'mood': 'la'}", "{'mood': 'la'}", "{'mood': 'lo'}")
                        .path("mood"))
                .isEqualTo(json("'lalalalo'"));
        assertThat(message("{'mood': 'la'}", "{'mood': 'la'}").path("mood")).isEqualTo(json("'la'"));
    }

    @Test
    void aPartWhoseTextIsAListIsOnePart() throws Exception {
        assertThat(message(
                                "{'content': [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'a'}]}]}",
                                "{'content': [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'b'}]}]}")
                        .path("content"))
                .isEqualTo(json("[{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'ab'}]}]"));
    }

    @Test
    void anItemOfAnotherTypeIsAnotherItem() throws Exception {
        assertThat(message(
                                "{'steps': [{'index': 0, 'type': 'a', 'text': 'x'}]}",
                                "{'steps': [{'index': 0, 'type': 'b', 'text': 'y'}]}")
                        .path("steps"))
                .isEqualTo(json("[{'index': 0, 'type': 'a', 'text': 'x'}, {'index': 0, 'type': 'b', 'text': 'y'}]"));
    }

    @Test
    void aTextPartWithoutIndexIsNotAPieceOfOneWithAnIndex() throws Exception {
        assertThat(message(
                                "{'content': [{'index': 0, 'type': 'text', 'text': 'x'}]}",
                                "{'content': [{'type': 'text', 'text': 'y'}]}")
                        .path("content"))
                .isEqualTo(json("[{'index': 0, 'type': 'text', 'text': 'x'}, {'type': 'text', 'text': 'y'}]"));
    }

    @Test
    void textPartsOfTheFirstDeltaAreOnePart() throws Exception {
        assertThat(message("{'content': [{'type': 'text', 'text': 'x'}, {'type': 'text', 'text': 'y'}]}")
                        .path("content"))
                .isEqualTo(json("[{'type': 'text', 'text': 'xy'}]"));
    }

    @Test
    void anIdInADeltaIsSentWhole() throws Exception {
        assertThat(message("{'audio': {'id': 'a', 'data': 'x'}}", "{'audio': {'id': 'b', 'data': 'x'}}")
                        .path("audio"))
                .isEqualTo(json("{'id': 'a', 'data': 'xx'}"));
    }

    @Test
    void aValueOutsideOfTheDeltasMayChangeItsType() throws Exception {
        assertThat(property("took", "{'took': 5}", "{'took': 'long'}")).isEqualTo(json("'long'"));
    }

    @Test
    void callsWithoutArgumentsAreDistinguishedByTheirNames() throws Exception {
        JsonNode calls = message(
                        "{'tool_calls': [{'function': {'name': 'f', 'arguments': ''}}]}",
                        "{'tool_calls': [{'function': {'name': 'g', 'arguments': ''}}]}")
                .path("tool_calls");
        assertThat(calls.findValuesAsText("name")).containsExactly("f", "g");
    }

    @Test
    void callsWithArgumentsAsObjectsAreSeparate() throws Exception {
        JsonNode calls = message(
                        "{'tool_calls': [null, {'function': {'name': 'f', 'arguments': {'a': 1}}}]}",
                        "{'tool_calls': [{'function': {'name': 'f', 'arguments': {'a': 2}}}]}",
                        "{'tool_calls': [{'function': {'name': 'g', 'arguments': null}}]}")
                .path("tool_calls");
        assertThat(calls.findValuesAsText("arguments")).containsExactly("{\"a\":1}", "{\"a\":2}", "");
    }

    @Test
    void aNameInPartsIsOneName() throws Exception {
        JsonNode calls = message(
                        "{'tool_calls': [{'index': 0, 'function': {'name': 'wea'}}]}",
                        "{'tool_calls': [{'index': 0, 'function': {'name': 'ther', 'arguments': '{}'}}]}")
                .path("tool_calls");
        assertThat(calls.findValuesAsText("name")).containsExactly("weather");
    }

    @Test
    void customToolsAreDistinguishedByTheirNamesToo() throws Exception {
        JsonNode calls = message(
                        "{'tool_calls': [{'type': 'custom', 'custom': {'name': 'f', 'input': 'a'}}]}",
                        "{'tool_calls': [{'type': 'custom', 'custom': {'name': 'g', 'input': 'b'}}]}")
                .path("tool_calls");
        assertThat(calls.findValuesAsText("input")).containsExactly("a", "b");
    }

    @Test
    void aCallWithAnIndexThatGetsAnotherNameCannotBeJoined() {
        assertThatThrownBy(() -> message(
                        "{'tool_calls': [{'index': 0, 'function': {'name': 'f', 'arguments': '{'}}]}",
                        "{'tool_calls': [{'index': 0, 'function': {'name': 'g', 'arguments': '}'}}]}"))
                .isInstanceOf(PieceJoiner.CannotJoin.class)
                .hasMessageContaining("function.name");
    }

    private static JsonNode message(String... deltas) throws JsonProcessingException {
        String[] choices = new String[deltas.length];
        for (int i = 0; i < deltas.length; i++) {
            choices[i] = "{'delta': " + deltas[i] + "}";
        }
        return choice(choices).path("message");
    }

    private static JsonNode choice(String... pieces) throws JsonProcessingException {
        String[] chunks = new String[pieces.length];
        for (int i = 0; i < pieces.length; i++) {
            chunks[i] = "{'choices': [" + pieces[i] + "]}";
        }
        return property("choices", chunks).path(0);
    }

    private static JsonNode property(String name, String... chunks) throws JsonProcessingException {
        return Objects.requireNonNull(sum(chunks).partial()).path(name);
    }

    private static ChunkAccumulator sum(String... chunks) throws JsonProcessingException {
        ChunkAccumulator sum = new ChunkAccumulator(true);
        for (String chunk : chunks) {
            sum.add((ObjectNode) json(chunk));
        }
        return sum;
    }

    /** JSON with single quotes; a quote in a text is escaped. */
    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace("\\'", "\\\\\"").replace("'", "\"").replace("\\\\\"", "\\\""));
    }
}
