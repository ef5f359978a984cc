package dev.loupe.gemma.behaviour;

import static dev.loupe.gemma.behaviour.Expect.streamed;
import static dev.loupe.gemma.behaviour.Frames.STOP;
import static dev.loupe.gemma.behaviour.Frames.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.error.StreamException;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionMessage;
import dev.loupe.gemma.model.FunctionToolCall;
import java.util.List;
import java.util.function.Consumer;

/** Values that servers send in unusual pieces. Each is whole at the end, or the stream fails. */
final class PieceRows {
    private PieceRows() {}

    static List<Row> all() {
        return List.of(
                message(
                        "34 tool arguments as an object",
                        calls -> assertThat(arguments(calls)).containsExactly("{\"city\":\"Ulm\"}"),
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"Ulm\"}}}]}"),
                message(
                        "34 tool calls without index and ID, one after the other",
                        calls -> assertThat(arguments(calls)).containsExactly("{\"a\":1}", "{\"b\":2}"),
                        "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}]}",
                        "{\"tool_calls\":[{\"function\":{\"arguments\":\"1}\"}}]}",
                        "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"b\\\":2}\"}}]}"),
                message(
                        "34 tool calls without index and ID in one chunk",
                        calls -> assertThat(arguments(calls)).containsExactly("{\"a\":1}", "{\"b\":2}"),
                        "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}},{\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}]}",
                        "{\"tool_calls\":[{\"function\":{\"arguments\":\"1}\"}},{\"function\":{\"arguments\":\"\\\"b\\\":2}\"}}]}"),
                message(
                        "34 tool calls of different functions with one ID",
                        calls -> assertThat(arguments(calls)).containsExactly("{\"a\":1}", "{\"b\":2}"),
                        "{\"tool_calls\":[{\"id\":\"call\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}]}",
                        "{\"tool_calls\":[{\"id\":\"call\",\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}]}",
                        "{\"tool_calls\":[{\"id\":\"call\",\"function\":{\"name\":\"g\",\"arguments\":\"{\\\"b\\\":2}\"}}]}"),
                message(
                        "34 content as a list of parts",
                        answer -> {
                            assertThat(answer.content()).hasValue("Hello world");
                            assertThat(json(answer, "content").toString())
                                    .isEqualTo(
                                            "[{\"type\":\"text\",\"text\":\"Hello\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}},"
                                                    + "{\"type\":\"text\",\"text\":\" world\"}]");
                        },
                        "{\"content\":[{\"type\":\"text\",\"text\":\"Hel\"}]}",
                        "{\"content\":[{\"type\":\"text\",\"text\":\"lo\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]}",
                        "{\"content\":\" world\"}"),
                message(
                        "34 a function call in pieces",
                        answer -> assertThat(json(answer, "function_call").toString())
                                .isEqualTo("{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Ulm\\\"}\"}"),
                        "{\"function_call\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\"}}",
                        "{\"function_call\":{\"arguments\":\"\\\"Ulm\\\"}\"}}"),
                message(
                        "34 audio in pieces",
                        answer -> {
                            var audio = answer.audio().orElseThrow();
                            assertThat(audio.id()).hasValue("a1");
                            assertThat(audio.data()).hasValue("QUFBQQ==");
                            assertThat(audio.transcript()).hasValue("Hello");
                            assertThat(audio.expiresAt()).hasValue(9);
                        },
                        "{\"audio\":{\"id\":\"a1\",\"data\":\"QUFB\",\"transcript\":\"Hel\"}}",
                        "{\"audio\":{\"id\":\"a1\",\"data\":\"QQ==\",\"transcript\":\"lo\"}}",
                        "{\"audio\":{\"expires_at\":9}}"),
                message(
                        "34 reasoning details by index",
                        answer -> assertThat(json(answer, "reasoning_details").toString())
                                .isEqualTo("[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"Let me think\"},"
                                        + "{\"type\":\"reasoning.summary\",\"index\":1,\"summary\":\"short\"}]"),
                        "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"Let me\"}]}",
                        "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\" think\"}]}",
                        "{\"reasoning_details\":[{\"type\":\"reasoning.summary\",\"index\":1,\"summary\":\"short\"}]}"),
                message(
                        "34 a tool call that is not in an array",
                        calls -> assertThat(arguments(calls)).containsExactly("{\"a\":1}"),
                        "{\"tool_calls\":{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}}",
                        "{\"tool_calls\":[{\"function\":{\"arguments\":\"1}\"}}]}"),
                message(
                        "34 an empty array as a delta",
                        answer -> assertThat(answer.content()).hasValue("Hi"),
                        "[]",
                        "{\"content\":\"Hi\"}",
                        "[]"),
                message(
                        "34 equal entries of logprobs in deltas",
                        answer -> assertThat(json(answer, "logprobs").toString())
                                .isEqualTo("{\"content\":[{\"token\":\"a\"},{\"token\":\"a\"},{\"token\":\"a\"}]}"),
                        "{\"content\":\"a\",\"logprobs\":{\"content\":[{\"token\":\"a\"}]}}",
                        "{\"content\":\"a\",\"logprobs\":{\"content\":[{\"token\":\"a\"}]}}",
                        "{\"content\":\"a\",\"logprobs\":{\"content\":[{\"token\":\"a\"}]}}"),
                message(
                        "34 reasoning in equal pieces",
                        answer -> assertThat(json(answer, "thought").asText()).isEqualTo("lala"),
                        "{\"thought\":\"la\"}",
                        "{\"thought\":\"la\"}"),
                usageInParts(),
                notJoinable(
                        "34 a delta that is text",
                        "{\"choices\":[{\"index\":0,\"delta\":\"Hi\"}]}",
                        "the property delta is a string"),
                notJoinable("34 a choice that is text", "{\"choices\":[\"Hi\"]}", "the property choices[] is a string"),
                notJoinable(
                        "34 choices that are an object",
                        "{\"choices\":{\"0\":{\"delta\":{\"content\":\"Hi\"}}}}",
                        "the property choices is an object"),
                messages(),
                failsToJoin(
                        "34 messages that are pieces",
                        "message.content does not begin with",
                        choice("\"message\":{\"content\":\"a\"}"),
                        choice("\"message\":{\"content\":\"b\"}")),
                failsToJoin(
                        "34 content as numbers",
                        "content is a number in one chunk and a number in a later one",
                        choice("\"delta\":{\"content\":1}"),
                        choice("\"delta\":{\"content\":2}")),
                citations(),
                contradiction(),
                new Row("34 an end mark with a blank", (server, client) -> {
                    server.plays(Frames.begun()
                            .event(STOP)
                            .event(Frames.USAGE)
                            .then("data: [DONE] \n\n")
                            .event("rubbish"));
                    Expect.isWholeHello(streamed(client));
                }),
                new Row("34 content as a list of parts in a plain response", (server, client) -> {
                    server.plays(Script.json(Frames.ANSWER.replace(
                            "\"" + Frames.TEXT + "\"",
                            "[{\"type\":\"text\",\"text\":\"Hello\"},{\"type\":\"text\",\"text\":\" you\"}]")));
                    assertThat(client.create(Row.REQUEST).text()).hasValue("Hello you");
                }));
    }

    private static Row citations() {
        return new Row("34 citations repeated on every chunk", (server, client) -> {
            String more = ",\"citations\":[\"https://a\",\"https://b\"]";
            server.plays(Script.stream()
                    .event(chunk(0, "{\"content\":\"a\"}", "null", more))
                    .event(chunk(0, "{\"content\":\"b\"}", "null", more))
                    .event(chunk(0, "{}", "\"stop\"", more))
                    .event("[DONE]"));
            ChatCompletion answer = streamed(client);
            assertThat(answer.extra("citations").orElseThrow().toString()).isEqualTo("[\"https://a\",\"https://b\"]");
        });
    }

    private static Row usageInParts() {
        return new Row("34 usage in parts", (server, client) -> {
            server.plays(Script.stream()
                    .event(chunk(0, "{\"content\":\"a\"}", "null", ",\"usage\":{\"prompt_tokens\":4}"))
                    .event(chunk(0, "{}", "\"stop\"", ",\"usage\":{\"completion_tokens\":2,\"total_tokens\":6}"))
                    .event("[DONE]"));
            assertThat(streamed(client).usage().toJson())
                    .isEqualTo("{\"prompt_tokens\":4,\"completion_tokens\":2,\"total_tokens\":6}");
        });
    }

    private static String choice(String properties) {
        return "{\"choices\":[{\"index\":0," + properties + "}]}";
    }

    private static Row messages() {
        return new Row("34 messages that grow, without deltas", (server, client) -> {
            server.plays(Script.stream()
                    .event(choice("\"message\":{\"content\":\"a\"}"))
                    .event(choice("\"message\":{\"content\":\"ab\"},\"finish_reason\":\"stop\""))
                    .event("[DONE]"));
            assertThat(streamed(client).text()).hasValue("ab");
        });
    }

    private static Row notJoinable(String name, String event, String message) {
        return failsToJoin(name, message, Frames.HELLO, event);
    }

    private static Row failsToJoin(String name, String message, String first, String second) {
        return new Row(name, (server, client) -> {
            server.plays(Script.stream().event(first).event(second).event(STOP).event("[DONE]"));
            StreamException failed = Expect.streamFails(client, StreamException.class);
            assertThat(failed).hasMessageContaining("Frame 2").hasMessageContaining(message);
            assertThat(failed.partial(ChatCompletion.class)).isPresent();
        });
    }

    private static Row contradiction() {
        return new Row("34 pieces that cannot be joined", (server, client) -> {
            server.plays(Script.stream()
                    .event(chunk("{\"content\":\"a\",\"mood\":{\"calm\":1}}", "null"))
                    .event(chunk("{\"content\":\"b\",\"mood\":\"calm\"}", "null"))
                    .event(STOP)
                    .event("[DONE]"));
            StreamException failed = Expect.streamFails(client, StreamException.class);
            assertThat(failed)
                    .hasMessageContaining("Frame 2")
                    .hasMessageContaining("mood is an object in one chunk and a string in a later one");
            assertThat(failed.partial(ChatCompletion.class)).isPresent();
        });
    }

    private static Row message(String name, Consumer<ChatCompletionMessage> expected, String... deltas) {
        return new Row(name, (server, client) -> {
            Script script = Script.stream();
            for (String delta : deltas) {
                script.event(chunk(delta, "null"));
            }
            server.plays(script.event(STOP).event("[DONE]"));
            try (ChatStream stream = client.stream(Row.REQUEST)) {
                expected.accept(stream.completion().choices().get(0).message());
            }
        });
    }

    private static List<String> arguments(ChatCompletionMessage answer) {
        return answer.toolCalls().stream()
                .map(call -> ((FunctionToolCall) call).function().arguments().orElse(""))
                .toList();
    }

    private static JsonNode json(ChatCompletionMessage answer, String name) {
        return answer.extra(name).orElseThrow();
    }
}
