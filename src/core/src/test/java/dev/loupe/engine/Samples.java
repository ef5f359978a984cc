package dev.loupe.engine;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.check.Check;
import dev.loupe.check.CheckContext;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Exchanges and checks made by hand, for tests of what happens around checks. */
public final class Samples {
    public static final RunEnvironment SETTING = new RunEnvironment(
            "0.1.0", "test-host", "recordings/", 42, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HeaderFields JSON_TYPE =
            new HeaderFields(new TreeMap<>(java.util.Map.of("content-type", List.of("application/json"))), true);

    private Samples() {}

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** A text as JSON. */
    public static String text(String text) {
        return JSON.valueToTree(text).toString();
    }

    public static ProviderProfile provider() {
        return ProviderProfiles.named("aimlapi").orElseThrow();
    }

    /** Exchanges without a contract. */
    public static ContextResolver contexts() {
        return exchange -> new CheckContext(null, provider());
    }

    /** Exchanges of one contract, with few parameters. */
    public static ContextResolver contractContexts() {
        JsonNode document = json(
                """
                {"paths": {"/v1/chat/completions": {"post": {"requestBody": {"content": {"application/json": {"schema":
                  {"type": "object", "required": ["model", "messages"], "properties": {
                    "model": {"type": "string", "enum": ["google/gemma-3-4b-it", "google/gemma-3-12b-it"]},
                    "messages": {"type": "array", "items": {"oneOf": [
                       {"type": "object", "required": ["role", "content"], "properties": {
                          "role": {"type": "string", "enum": ["user"]},
                          "content": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]}}},
                       {"$ref": "#/components/schemas/Assistant"}]}},
                    "temperature": {"type": "number", "minimum": 0, "maximum": 2},
                    "seed": {"type": "integer", "minimum": 1},
                    "stream": {"type": "boolean", "default": false},
                    "stop": {"anyOf": [{"type": "string"}, {"type": "array", "maxItems": 4, "items": {"type": "string"}}]},
                    "presence_penalty": {"type": "number", "minimum": -2, "maximum": 2, "nullable": true}}}}}}}}},
                 "components": {"schemas": {"Assistant": {"type": "object", "required": ["role"], "properties": {
                    "role": {"type": "string", "enum": ["assistant"]}, "content": {"type": "string"}}}}}}
                """);
        ContractSchemas schemas = ContractSchemas.of(new Contract(
                "gemma-3",
                document,
                document,
                List.of(new Contract.Correction(
                        "$.components",
                        "finish_reason is null until the last chunk",
                        "20 of 20 streams",
                        List.of(),
                        "overlay.yaml",
                        1))));
        return exchange -> new CheckContext(schemas, provider());
    }

    public static Exchange.Request request(String body) {
        return new Exchange.Request(
                "POST", "https://api.example.test/v1/chat/completions", JSON_TYPE, new Body.Json(json(body)));
    }

    public static Exchange exchange(String id, String request, Reply reply) {
        return new Exchange(
                new Exchange.Id(id),
                new Origin("aimlapi", null, null, "recording", "recordings/" + id + ".json", 1),
                request(request),
                reply,
                null);
    }

    /** A response with this text, whose usage counts {@code completion} tokens for it. */
    public static Exchange answered(String id, String text, int completion) {
        String body =
                """
                {"id": "chatcmpl-%s", "object": "chat.completion", "created": 1749195015, "model": "google/gemma-3-4b-it",
                 "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": %s}}],
                 "usage": {"prompt_tokens": 12, "completion_tokens": %d, "total_tokens": %d}}
                """
                        .formatted(id.hashCode(), JSON.valueToTree(text), completion, 12 + completion);
        return exchange(
                id,
                """
                {"model": "google/gemma-3-4b-it", "temperature": 0.7, "messages": [{"role": "user", "content": "Hello!"}]}
                """,
                new Reply.Answered(new Reply.Head(200, JSON_TYPE), new Body.Json(json(body))));
    }

    /** A response of a model that may call the function {@code add}, whose argument {@code a} is a required integer. */
    public static Exchange toolCalls(String id, String model, String finish, String... namesAndArguments) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < namesAndArguments.length; i += 2) {
            calls.add("{\"id\": \"call_%d\", \"type\": \"function\", \"function\": {\"name\": %s, \"arguments\": %s}}"
                    .formatted(i, text(namesAndArguments[i]), text(namesAndArguments[i + 1])));
        }
        String message = calls.isEmpty() ? "\"content\": \"None.\"" : "\"content\": null, \"tool_calls\": " + calls;
        String request =
                """
                {"model": "%s", "messages": [{"role": "user", "content": "Add."}], "tools": [{"type": "function", "function":
                 {"name": "add", "parameters": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}}}]}
                """
                        .formatted(model);
        String response =
                """
                {"id": "chatcmpl-%d", "object": "chat.completion", "created": 1749195015, "model": "%s",
                 "choices": [{"index": 0, "finish_reason": "%s", "message": {"role": "assistant", %s}}],
                 "usage": {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17}}
                """
                        .formatted(id.hashCode(), model, finish, message);
        return exchange(id, request, new Reply.Answered(new Reply.Head(200, JSON_TYPE), new Body.Json(json(response))));
    }

    public static Exchange status(String id, int status) {
        return exchange(
                id,
                "{\"model\": \"google/gemma-3-4b-it\", \"messages\": []}",
                new Reply.Answered(
                        new Reply.Head(status, JSON_TYPE), new Body.Json(json("{\"message\": \"slow down\"}"))));
    }

    public static Exchange unanswered(String id, Reply.Failure.Kind kind) {
        return exchange(
                id,
                "{\"model\": \"google/gemma-3-4b-it\", \"messages\": []}",
                new Reply.Unanswered(new Reply.Failure(kind, "after 30 s")));
    }

    public static Exchange probe(String id, String value, boolean allowed, Reply reply) {
        ProbeInfo.Permission permission = allowed ? ProbeInfo.Permission.ALLOWED : ProbeInfo.Permission.FORBIDDEN;
        Exchange plain = exchange(
                id, "{\"model\": \"google/gemma-3-4b-it\", \"messages\": [], \"temperature\": " + value + "}", reply);
        return new Exchange(
                plain.id(),
                new Origin("aimlapi", null, null, "live", null, 0),
                plain.request(),
                reply,
                new ProbeInfo(
                        "temperature/" + id,
                        JsonPointer.compile("/temperature"),
                        value,
                        "0 to 2",
                        permission,
                        permission,
                        ""));
    }

    /** A stream of one word that ends with this frame. */
    public static Exchange endedBy(String id, String frame) {
        Exchange whole = streamed(id, List.of("Hello"), false);
        var reply = (Reply.Streamed) whole.reply();
        List<SseEvent> events = new ArrayList<>(reply.events());
        events.add(new SseEvent(900, "", frame, json(frame)));
        return new Exchange(
                whole.id(),
                whole.origin(),
                whole.request(),
                new Reply.Streamed(reply.head(), events, reply.ending()),
                whole.probed());
    }

    /** A stream of words, one chunk each, every 40 milliseconds, with {@code finish} or cut before it. */
    public static Exchange streamed(String id, List<String> words, boolean finish) {
        List<SseEvent> events = new ArrayList<>();
        double at = 180;
        events.add(event(at, "{\"role\": \"assistant\"}", "null"));
        for (String word : words) {
            at += 25 + (word.length() * 7) % 60;
            events.add(event(at, "{\"content\": " + JSON.valueToTree(word) + "}", "null"));
        }
        if (finish) {
            events.add(event(at + 12, "{}", "\"stop\""));
            String usage = "{\"id\": \"s\", \"choices\": [], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": "
                    + words.size() + ", \"total_tokens\": " + (9 + words.size()) + "}}";
            events.add(new SseEvent(at + 14, "", usage, json(usage)));
            events.add(new SseEvent(at + 15, "", "[DONE]", null));
        }
        return exchange(
                id,
                """
                {"model": "google/gemma-3-4b-it", "stream": true, "stream_options": {"include_usage": true},
                 "messages": [{"role": "user", "content": "Say something long."}]}
                """,
                new Reply.Streamed(
                        new Reply.Head(200, JSON_TYPE),
                        events,
                        finish
                                ? Reply.Ending.CLOSED
                                : new Reply.Ending(new Reply.Failure(Reply.Failure.Kind.RESET, "connection reset"))));
    }

    private static SseEvent event(double at, String delta, String finish) {
        String data = "{\"id\": \"s\", \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": "
                + delta + ", \"finish_reason\": " + finish + "}]}";
        return new SseEvent(at, "", data, json(data));
    }

    public static RunPlan plan(List<Check> checks) {
        return new RunPlan(checks, false, contexts(), Baseline.none(), 2, SETTING, RerunOptions.NONE);
    }

    public static RunPlan plan(Baseline baseline) {
        return new RunPlan(SampleChecks.all(), false, contractContexts(), baseline, 2, SETTING, RerunOptions.NONE);
    }

    /** The run of these checks over these exchanges, with a journal in this folder. */
    static Run run(List<Check> checks, java.nio.file.Path folder, Exchange... exchanges) {
        return run(plan(checks), folder.resolve("journal.ndjson"), List.of(exchanges));
    }

    static Exchange good() {
        return answered("good", "Hello", 1);
    }

    static List<RunVerdict.Kind> kinds(Run run) {
        return run.runVerdict().reasons().stream().map(RunVerdict.Reason::kind).toList();
    }

    /** Runs over exchanges in memory. */
    public static Run run(RunPlan plan, java.nio.file.Path journal, List<Exchange> exchanges) {
        return RunEngine.run(plan, RunInput.live(exchanges.iterator()), journal);
    }

    /** Violations, a stream that is cut, probes, an overload and a time-out. */
    public static List<Exchange> mixed() {
        return List.of(
                answered("aimlapi/gemma-3-4b-it/hello", "Hello! How can I help you today?", 9),
                answered(
                        "aimlapi/gemma-3-27b-it/free",
                        "Text that nobody counted. ".repeat(40).strip(),
                        0),
                streamed(
                        "aimlapi/gemma-3-4b-it/stream",
                        List.of(
                                ("A loupe is a small lens that a jeweller holds close to a stone to see what the eye alone"
                                                + " cannot: the cut, the colour, the inclusion that was there from the first day.")
                                        .split("(?<= )")),
                        true),
                streamed("aimlapi/gemma-3-4b-it/cut", List.of("It ", "was ", "a ", "dark "), false),
                probe("inside", "1.9", true, status("p1", 200).reply()),
                probe("outside", "2.0001", false, status("p2", 200).reply()),
                probe("far-outside", "-3", false, status("p3", 400).reply()),
                status("aimlapi/gemma-3-4b-it/too-many", 429),
                unanswered("aimlapi/gemma-3-4b-it/silence", Reply.Failure.Kind.TIMEOUT));
    }
}
