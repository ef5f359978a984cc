package dev.loupe.client.chat;

import static dev.loupe.client.chat.Responses.calls;
import static dev.loupe.client.chat.Responses.json;
import static dev.loupe.client.chat.Responses.request;
import static dev.loupe.client.chat.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.chat.ToolLoop.OnError;
import dev.loupe.client.chat.ToolLoopException.Reason;
import dev.loupe.client.chat.ToolResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolLoopTest {
    record Place(String city, Optional<Integer> days) {}

    record Weather(int celsius, Optional<String> wind) {}

    private final List<Place> asked = new ArrayList<>();
    private final Tool<Place> weather = Tool.of("weather", "The weather in a city", Place.class, place -> {
        asked.add(place);
        return new Weather(21, Optional.empty());
    });

    private ToolLoop.Builder loop() {
        return ToolLoop.builder().tool(weather);
    }

    @Test
    void theModelReceivesTheResultOfItsCall() {
        ScriptedModel server =
                new ScriptedModel(calls("c1", "weather", "{\"city\":\"Rome\",\"days\":null}"), text("Warm."));
        ToolLoop.Result<JsonNode, JsonNode> result = loop().build().run(request(), server);

        assertThat(result.response()).isEqualTo(text("Warm."));
        assertThat(asked).containsExactly(new Place("Rome", Optional.empty()));
        assertThat(server.requests.get(0).path("tools"))
                .isEqualTo(
                        json(
                                """
                        [{'type':'function','function':{'name':'weather','description':'The weather in a city','strict':true,
                          'parameters':{'type':'object','properties':{'city':{'type':'string'},'days':{'type':['integer','null']}},
                            'required':['city','days'],'additionalProperties':false}}}]
                        """));
        JsonNode messages = server.requests.get(1).path("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(1))
                .isEqualTo(json(
                        """
                        {'role':'assistant','tool_calls':[{'id':'c1','type':'function','function':
                          {'name':'weather','arguments':'{\\"city\\":\\"Rome\\",\\"days\\":null}'}}],'content':null}
                        """
                                .replace("\\\"", "\\u0022")));
        assertThat(messages.get(2))
                .isEqualTo(
                        json(
                                "{'role':'tool','tool_call_id':'c1','content':'{\\u0022celsius\\u0022:21,\\u0022wind\\u0022:null}'}"));
        assertThat(server.requests.get(1).path("tools")).hasSize(1);
        assertThat(result.request()).isEqualTo(server.requests.get(1));
        assertThat(result.calls()).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(call.name()).isEqualTo("weather");
        });
    }

    @Test
    void anUnknownToolIsReportedToTheModelAndNothingRuns() {
        ScriptedModel server = new ScriptedModel(calls("c1", "delete_files", "{\"path\":\"/\"}"), text("Sorry."));
        ToolLoop.Result<JsonNode, JsonNode> result = loop().build().run(request(), server);
        assertThat(result.calls().get(0).outcome()).isEqualTo(Outcome.UNKNOWN_TOOL);
        assertThat(server.lastMessage().path("content").asText())
                .isEqualTo("{\"error\":\"unknown tool 'delete_files'; available: weather\"}");
        assertThat(asked).isEmpty();
    }

    @Test
    void anUnknownToolIsThrownByChoiceBeforeAnythingRuns() {
        ScriptedModel server = new ScriptedModel(calls("a", "weather", "{\"city\":\"Rome\"}", "b", "nope", "{}"));
        ToolLoop loop = loop().onUnknownTool(OnError.THROW).build();
        ToolLoopException thrown = catchThrowableOfType(ToolLoopException.class, () -> loop.run(request(), server));
        assertThat(thrown.reason()).isEqualTo(Reason.UNKNOWN_TOOL);
        assertThat(thrown).hasMessage("unknown tool 'nope'; available: weather");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"city\":",
                "Rome",
                "{\"city\":7}",
                "{}",
                "[]",
                "null",
                "{\"city\":\"Rome\",\"x\":1}",
                "{\"city\":\"a\"}{}"
            })
    void invalidArgumentsAreReportedToTheModelAndNothingRuns(String arguments) {
        ScriptedModel server = new ScriptedModel(calls("c1", "weather", arguments), text("Sorry."));
        ToolLoop.Result<JsonNode, JsonNode> result = loop().build().run(request(), server);
        assertThat(result.calls().get(0).outcome()).isEqualTo(Outcome.INVALID_ARGUMENTS);
        assertThat(result.calls().get(0).arguments()).isEqualTo(arguments);
        assertThat(server.lastMessage().path("content").asText()).startsWith("{\"error\":\"arguments of weather ");
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> loop().onInvalidArguments(OnError.THROW)
                        .build()
                        .run(request(), new ScriptedModel(calls("c1", "weather", arguments))))
                .isInstanceOf(ToolLoopException.class);
    }

    @Test
    void argumentsAsAnObjectOrNothingForAToolWithoutArgumentsAreValid() {
        JsonNode response = calls("c1", "weather", "");
        ((ObjectNode) response.at("/choices/0/message/tool_calls/0/function"))
                .set("arguments", json("{'city':'Rome','days':2}"));
        loop().build().run(request(), new ScriptedModel(response, text("")));
        assertThat(asked).containsExactly(new Place("Rome", Optional.of(2)));

        AtomicInteger runs = new AtomicInteger();
        Tool<SchemaTest.Empty> now = Tool.of("now", "", SchemaTest.Empty.class, none -> runs.incrementAndGet());
        ToolLoop loop = ToolLoop.builder().tool(now).build();
        loop.run(request(), new ScriptedModel(calls("a", "now", "", "b", "now", "{}"), text("")));
        assertThat(runs).hasValue(2);
    }

    @Test
    void anExceptionOfAToolCostsOneCallAndItsMessageIsNotSent() {
        Tool<Place> broken = Tool.of("broken", "", Place.class, place -> {
            throw new IllegalStateException("password is hunter2");
        });
        Tool<Place> deep = Tool.of("deep", "", Place.class, place -> overflow(place.city()));
        Tool<Place> reporting = Tool.of("reporting", "", Place.class, place -> {
            throw new ToolException("no weather for " + place.city());
        });
        String rome = "{\"city\":\"Rome\"}";
        ScriptedModel server = new ScriptedModel(
                calls("a", "broken", rome, "b", "deep", rome, "c", "reporting", rome, "d", "weather", rome),
                text("Ok."));
        ToolLoop.Result<JsonNode, JsonNode> result =
                loop().tool(broken).tool(deep).tool(reporting).build().run(request(), server);
        assertThat(result.calls())
                .extracting(ToolResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.SUCCEEDED);
        assertThat(result.calls())
                .extracting(ToolResult::content)
                .startsWith(
                        "{\"error\":\"the tool failed\"}",
                        "{\"error\":\"the tool failed\"}",
                        "{\"error\":\"no weather for Rome\"}");
        assertThat(result.calls().get(0).failure()).containsInstanceOf(IllegalStateException.class);
        assertThat(server.requests.toString()).doesNotContain("hunter2");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static String overflow(String text) {
        return overflow(text) + text;
    }

    @Test
    void anErrorOfTheMachineIsNotHidden() {
        Tool<Place> broken = Tool.of("broken", "", Place.class, place -> {
            throw new OutOfMemoryError("none left");
        });
        ToolLoop loop = ToolLoop.builder().tool(broken).build();
        assertThatThrownBy(() -> loop.run(request(), new ScriptedModel(calls("a", "broken", "{\"city\":\"Rome\"}"))))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aResultThatIsTooLongOrNoJsonIsAFailure() {
        Tool<Place> longText = Tool.of("long", "", Place.class, place -> "x".repeat(101));
        Tool<Place> noJson = Tool.of("no_json", "", Place.class, place -> new Object());
        ToolLoop loop = ToolLoop.builder()
                .tool(longText)
                .tool(noJson)
                .maxResultLength(100)
                .build();
        String rome = "{\"city\":\"Rome\"}";
        List<ToolResult> results = loop.run(
                        request(), new ScriptedModel(calls("a", "long", rome, "b", "no_json", rome), text("")))
                .calls();
        assertThat(results).extracting(ToolResult::outcome).containsOnly(Outcome.FAILED);
        assertThat(results.get(0).content()).isEqualTo("{\"error\":\"the result is longer than 100 characters\"}");
    }

    @Test
    void anEndlessLoopEnds() {
        AtomicInteger requests = new AtomicInteger();
        ToolLoop loop = loop().maxRounds(4).build();
        ToolLoopException thrown = catchThrowableOfType(
                ToolLoopException.class,
                () -> loop.run(request(), request -> {
                    requests.incrementAndGet();
                    return calls("c", "weather", "{\"city\":\"Rome\"}");
                }));
        assertThat(thrown.reason()).isEqualTo(Reason.TOO_MANY_ROUNDS);
        assertThat(thrown).hasMessageContaining("each of 4 requests (maxRounds)");
        assertThat(requests).hasValue(4);
        assertThat(thrown.calls()).hasSize(4);
    }

    @Test
    void nothingRunsOfAResponseWithTooManyCalls() {
        ToolLoop loop = loop().maxCalls(49).build();
        ToolLoopException thrown = catchThrowableOfType(
                ToolLoopException.class, () -> loop.run(request(), new ScriptedModel(calls(fifty()), text(""))));
        assertThat(thrown.reason()).isEqualTo(Reason.TOO_MANY_CALLS);
        assertThat(thrown).hasMessageContaining("50 calls after 0, the limit is 49");
        assertThat(asked).isEmpty();
    }

    static String[] fifty() {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.addAll(List.of("c" + i, "weather", "{\"city\":\"" + i + "\"}"));
        }
        return calls.toArray(String[]::new);
    }

    @Test
    void aForcedCallIsForcedOnce() {
        ObjectNode forced = (ObjectNode) request();
        forced.put("tool_choice", "required");
        ScriptedModel server = new ScriptedModel(calls("a", "weather", "{\"city\":\"Rome\"}"), text(""));
        loop().build().run((JsonNode) forced, server);
        assertThat(server.requests.get(0).path("tool_choice").asText()).isEqualTo("required");
        assertThat(server.requests.get(1).path("tool_choice").asText()).isEqualTo("auto");
    }

    @Test
    void aCallWithoutAnIdReceivesOne() {
        JsonNode response = calls("", "weather", "{\"city\":\"Rome\"}");
        ScriptedModel server = new ScriptedModel(response, text(""));
        loop().build().run(request(), server);
        assertThat(server.requests.get(1).at("/messages/1/tool_calls/0/id").asText())
                .isEqualTo("call_1");
        assertThat(server.lastMessage().path("tool_call_id").asText()).isEqualTo("call_1");
    }

    @Test
    void declarationsAreChecked() {
        assertThatThrownBy(() -> Tool.of("my tool", "", Place.class, place -> ""))
                .hasMessageContaining("'my tool'");
        assertThatThrownBy(() -> Tool.of("t", "", Integer.class, number -> ""))
                .hasMessageContaining("a record or class");
        assertThatThrownBy(() -> Tool.of("t", "", Map.class, map -> "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loop().tool(weather)).hasMessageContaining("two tools");
        assertThatThrownBy(() -> loop().maxRounds(0)).hasMessageContaining("maxRounds is 0, expected 1 or more");
    }
}
