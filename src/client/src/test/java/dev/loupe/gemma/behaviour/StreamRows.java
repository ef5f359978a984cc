package dev.loupe.gemma.behaviour;

import static dev.loupe.gemma.behaviour.Expect.streamed;
import static dev.loupe.gemma.behaviour.Frames.HELLO;
import static dev.loupe.gemma.behaviour.Frames.ROLE;
import static dev.loupe.gemma.behaviour.Frames.STOP;
import static dev.loupe.gemma.behaviour.Frames.USAGE;
import static dev.loupe.gemma.behaviour.Frames.WORLD;
import static dev.loupe.gemma.behaviour.Frames.begun;
import static dev.loupe.gemma.behaviour.Frames.canonical;
import static dev.loupe.gemma.behaviour.Frames.canonicalBody;
import static dev.loupe.gemma.behaviour.Frames.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.FunctionToolCall;
import dev.loupe.gemma.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Streams that are unusual and usable. */
final class StreamRows {
    private static final String USAGE_OF_5 = "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";

    private StreamRows() {}

    static List<Row> all() {
        return List.of(
                ok("1 canonical stream", canonical(), Expect::isWholeHello),
                ok(
                        "2 comments anywhere",
                        Script.stream()
                                .then(": KEEP-ALIVE\n\n: OPENROUTER PROCESSING\n\n")
                                .event(ROLE)
                                .then(": c\n")
                                .event(HELLO)
                                .then("data: " + WORLD + "\n: inside an event\n\n")
                                .then(":\n\n")
                                .event(STOP)
                                .event(USAGE)
                                .then(": late\n\n")
                                .event("[DONE]"),
                        Expect::isWholeHello),
                ok(
                        "3 usage on the finish chunk",
                        begun().event(chunk(0, "{}", "\"stop\"", ",\"usage\":" + USAGE_OF_5))
                                .event("[DONE]"),
                        Expect::isWholeHello),
                ok(
                        "3 usage on every chunk, the last complete one counts",
                        Script.stream()
                                .event(chunk(0, "{\"content\":\"Hello\"}", "null", ",\"usage\":{}"))
                                .event(chunk(0, "{\"content\":\" w\\u00f6rld 👋\"}", "null", usage(3, 1, 4)))
                                .event(chunk(0, "{}", "\"stop\"", ",\"usage\":" + USAGE_OF_5))
                                .event(chunk(0, "{}", "\"stop\"", ",\"usage\":null"))
                                .event(chunk(0, "{}", "null", ",\"usage\":{\"prompt_tokens\":9}"))
                                .event("[DONE]"),
                        Expect::isWholeHello),
                ok(
                        "4 a usage chunk without id, model or created, with choices null",
                        begun().event(STOP)
                                .event("{\"choices\":null,\"usage\":" + USAGE_OF_5 + "}")
                                .event("[DONE]"),
                        Expect::isWholeHello),
                ok(
                        "5 finish reason \"\" until the end",
                        Script.stream()
                                .event(chunk("{\"role\":\"assistant\",\"content\":\"Hello\"}", "\"\""))
                                .event(chunk("{\"content\":\" wörld 👋\"}", "\"\""))
                                .event(chunk("{}", "\"stop\""))
                                .event("[DONE]"),
                        Expect::isHello),
                ok(
                        "5 an unknown finish reason",
                        begun().event(chunk("{}", "\"end_turn\"")).event("[DONE]"),
                        answer -> {
                            assertThat(Expect.finish(answer)).isEqualTo("end_turn");
                            assertThat(answer.choices()
                                            .get(0)
                                            .finishReason()
                                            .orElseThrow()
                                            .isKnown())
                                    .isFalse();
                        }),
                ok("7 no end mark after the finish", begun().event(STOP).event(USAGE), Expect::isWholeHello),
                ok(
                        "7 no end mark, and the last event has no blank line",
                        begun().then("data: " + STOP),
                        Expect::isHello),
                ok(
                        "7 no end mark, and the connection breaks after the finish",
                        begun().event(STOP).event(USAGE).resetAfterChunks(5),
                        Expect::isWholeHello),
                ok(
                        "7 no end of the chunked coding after the finish",
                        Script.chunked(
                                canonicalBody().replace("data: [DONE]\n\n", "").getBytes(StandardCharsets.UTF_8),
                                false),
                        Expect::isWholeHello),
                ok("9 CR", inLines("\r"), Expect::isWholeHello),
                ok("9 CRLF", inLines("\r\n"), Expect::isWholeHello),
                ok(
                        "9 no space after data:",
                        Script.stream().then(canonicalBody().replace("data: ", "data:")),
                        Expect::isWholeHello),
                ok(
                        "9 every byte by itself",
                        Script.stream()
                                .byteByByte(
                                        canonicalBody().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
                        Expect::isWholeHello),
                ok(
                        "9 data over several lines",
                        Script.stream().then(canonicalBody().replace(",\"choices\"", ",\ndata: \"choices\"")),
                        Expect::isWholeHello),
                ok("9 a byte order mark", Script.stream().then("\uFEFF" + canonicalBody()), Expect::isWholeHello),
                ok("10 unknown members are kept", unknownMembers(), StreamRows::hasUnknownProperties),
                ok(
                        "11 empty data, and pings",
                        Script.stream()
                                .then("data:\n\ndata: \n\nevent: ping\ndata: {}\n\n")
                                .event(ROLE)
                                .event(HELLO)
                                .then("event: ping\ndata: {}\n\ndata:\n\nid: 4\n\n")
                                .event("{}")
                                .event(WORLD)
                                .event(STOP)
                                .event(USAGE)
                                .event("[DONE]"),
                        Expect::isWholeHello),
                ok("13 two answers, interleaved", twoAnswers(), StreamRows::areTwoResponses),
                ok("16 null deltas and contents", nullDeltas(), Expect::isHello),
                ok(
                        "16 tool calls without index, later with an empty id",
                        toolCalls(false),
                        StreamRows::hasTwoToolCalls),
                ok("27 tool calls that all have index 0", toolCalls(true), StreamRows::hasTwoToolCalls),
                ok(
                        "17 counts as 3.0, created with a fraction",
                        Script.stream()
                                .then(canonicalBody()
                                        .replace("1766960802", "1766960802.5")
                                        .replace("\"prompt_tokens\":3", "\"prompt_tokens\":3.0")),
                        answer -> {
                            Expect.isHello(answer, 1766960802.5);
                            Expect.hasUsage(answer, 3, 2, 5);
                        }),
                ok(
                        "26 an unknown role, and parts nobody knows",
                        begun().event(chunk("{\"role\":\"narrator\",\"hologram\":[1]}", "\"stop\""))
                                .event("[DONE]"),
                        Expect::isHello),
                ok(
                        "28 the stream goes on after the end mark, with anything",
                        canonical().event("{\"error\":{\"message\":\"late\"}}").then("rubbish"),
                        Expect::isWholeHello),
                ok("29 a stream that says it is JSON", mistyped("application/json"), Expect::isWholeHello),
                ok("29 a stream that says nothing of its type", mistyped(""), Expect::isWholeHello));
    }

    private static Row ok(String name, Script script, Consumer<ChatCompletion> expected) {
        return new Row(name, (RawServer server, GemmaClient client) -> {
            server.plays(script);
            expected.accept(streamed(client, server::chunkIsRead));
            assertThat(server.requests())
                    .as("one request for each of the two ways to read")
                    .hasSize(2);
        });
    }

    private static String usage(int prompt, int completion, int total) {
        return ",\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion + ",\"total_tokens\":"
                + total + "}";
    }

    private static Script inLines(String lineEnd) {
        return Script.stream().then(canonicalBody().replace("\n", lineEnd));
    }

    private static Script mistyped(String type) {
        return Script.answer(200, type, canonicalBody());
    }

    private static Script unknownMembers() {
        return Script.stream()
                .event(
                        "{\"id\":\"c1\",\"provider\":\"DeepInfra\",\"meta\":{\"usage\":{\"credits_used\":12,\"usd_spent\":0.000006}},"
                                + "\"choices\":[{\"index\":0,\"native_finish_reason\":null,"
                                + "\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\",\"reasoning\":\"Let me\",\"mood\":\"calm\"}}]}")
                .event("{\"id\":\"c1\",\"provider\":\"DeepInfra\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                        + "\"native_finish_reason\":\"STOP\",\"delta\":{\"reasoning\":\" think\",\"mood\":\"calm\"}}]}")
                .event("[DONE]");
    }

    private static void hasUnknownProperties(ChatCompletion answer) {
        assertThat(answer.extras().get("provider").textValue()).isEqualTo("DeepInfra");
        assertThat(answer.choices().get(0).extras().get("native_finish_reason").textValue())
                .isEqualTo("STOP");
        var message = answer.choices().get(0).message();
        assertThat(message.extras().get("reasoning").textValue()).isEqualTo("Let me think");
        assertThat(message.extras().get("mood").textValue()).isEqualTo("calm");
        assertThat(answer.toJson())
                .contains("\"provider\":\"DeepInfra\"")
                .contains("\"native_finish_reason\":\"STOP\"")
                .contains("\"credits_used\":12");
    }

    private static Script twoAnswers() {
        return Script.stream()
                .event(chunk(1, "{\"role\":\"assistant\",\"content\":\"B\"}", "null", ""))
                .event(chunk(0, "{\"role\":\"assistant\",\"content\":\"A\"}", "null", ""))
                .event(
                        "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{\"content\":\"b\"}}]}")
                .event(chunk(1, "{}", "\"length\"", ""))
                .event(chunk(0, "{\"content\":\"!\"}", "\"stop\"", ""))
                .event("[DONE]");
    }

    private static void areTwoResponses(ChatCompletion answer) {
        assertThat(Expect.text(answer)).isEqualTo("Aa!|Bb");
        assertThat(answer.choices().get(0).finishReason().orElseThrow().value()).isEqualTo("stop");
        assertThat(answer.choices().get(1).finishReason().orElseThrow().value()).isEqualTo("length");
        assertThat(answer.choices().get(1).index()).hasValue(1);
    }

    private static Script nullDeltas() {
        return Script.stream()
                .event(chunk("null", "null"))
                .event(chunk("{\"role\":\"assistant\",\"content\":null}", "null"))
                .event(HELLO)
                .event(chunk("null", "null"))
                .event(WORLD)
                .event(chunk("null", "\"stop\""))
                .event("[DONE]");
    }

    private static Script toolCalls(boolean allIndexedZero) {
        String index = allIndexedZero ? "\"index\":0," : "";
        return Script.stream()
                .event(chunk(
                        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{" + index
                                + "\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]}",
                        "null"))
                .event(chunk(
                        "{\"tool_calls\":[{" + index + "\"id\":\"\",\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}",
                        "null"))
                .event(chunk(
                        "{\"tool_calls\":[{" + index
                                + "\"id\":null,\"function\":{\"arguments\":\"\\\"Ulm\\\"}\",\"name\":\"\"}}]}",
                        "null"))
                .event(chunk(
                        "{\"tool_calls\":[{" + index
                                + "\"id\":\"t2\",\"type\":\"function\",\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}]}",
                        "null"))
                .event(chunk("{}", "\"tool_calls\""))
                .event("[DONE]");
    }

    private static void hasTwoToolCalls(ChatCompletion answer) {
        List<ToolCall> calls = answer.choices().get(0).message().toolCalls();
        assertThat(calls).hasSize(2).allMatch(call -> call instanceof FunctionToolCall);
        FunctionToolCall first = (FunctionToolCall) calls.get(0);
        FunctionToolCall second = (FunctionToolCall) calls.get(1);
        assertThat(first.id()).hasValue("t1");
        assertThat(first.function().name()).hasValue("weather");
        assertThat(first.function().arguments()).hasValue("{\"city\":\"Ulm\"}");
        assertThat(second.id()).hasValue("t2");
        assertThat(second.function().arguments()).hasValue("{}");
        assertThat(Expect.finish(answer)).isEqualTo("tool_calls");
    }
}
