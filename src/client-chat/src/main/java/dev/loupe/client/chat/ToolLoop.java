package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.chat.ToolLoopException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Sends a request with tools, runs the tools that the model calls, and sends their results, until the model responds without a call:
 * {@code ToolLoop.builder().tool(weather).build().run(request, client::create)}.
 *
 * <p>Only the declared tools run, and only with arguments that are valid against their schema. The error of a tool is the result of its
 * call. Immutable and thread-safe if the tools are.
 */
public final class ToolLoop {
    private final Map<String, Tool<?>> tools;
    private final List<JsonNode> definitions;
    private final int maxRounds;
    private final int maxCalls;
    private final OnError onUnknownTool;
    private final OnError onInvalidArguments;
    private final ToolRunner runner;

    private ToolLoop(Builder builder) {
        this.tools = Map.copyOf(builder.tools);
        this.maxRounds = builder.maxRounds;
        this.maxCalls = builder.maxCalls;
        this.onUnknownTool = builder.onUnknownTool;
        this.onInvalidArguments = builder.onInvalidArguments;
        this.runner = new ToolRunner(builder.executor, builder.maxResultLength);
        this.definitions = builder.tools.values().stream().map(Tool::definition).toList();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What happens with a call that cannot run. */
    public enum OnError {
        /** The model receives the error as the result of the call and may call again. */
        REPORT_TO_MODEL,
        /** The loop ends with a {@link ToolLoopException}. */
        THROW
    }

    /**
     * The end of a loop.
     *
     * @param response the first response without calls
     * @param request the last request, with all calls and results as messages
     * @param calls all calls, in order
     */
    public record Result<R, C>(C response, R request, List<ToolResult> calls) {}

    /** The same request with the tools. */
    public <R> R addTo(R request) {
        ObjectNode changed = ChatJson.object(request);
        JsonNode present = changed.get("tools");
        ArrayNode all = present instanceof ArrayNode array ? array : changed.putArray("tools");
        definitions.forEach(definition -> all.add(definition.deepCopy()));
        return ChatJson.like(request, changed);
    }

    /**
     * Runs the loop.
     *
     * @param send sends a request: {@code client::create}, or a function that reads a stream and returns its completion
     * @throws ToolLoopException when the loop ends without a response
     */
    public <R, C> Result<R, C> run(R request, Function<? super R, ? extends C> send) {
        R next = addTo(request);
        List<ToolResult> done = new ArrayList<>();
        for (int round = 1; round <= maxRounds; round++) {
            C response = send.apply(next);
            ObjectNode message = Messages.ofResponse(response);
            List<ObjectNode> calls = ChatJson.objects(message.path("tool_calls"));
            if (calls.isEmpty()) {
                return new Result<>(response, next, List.copyOf(done));
            }
            if (done.size() + calls.size() > maxCalls) {
                throw new ToolLoopException(
                        Reason.TOO_MANY_CALLS,
                        "the model requested " + calls.size() + " calls after " + done.size() + ", the limit is "
                                + maxCalls + " (maxCalls)",
                        done);
            }
            withIds(calls, done.size());
            List<ToolResult> results = runner.run(prepared(calls, done), done);
            done.addAll(results);
            next = withResults(next, message, results);
        }
        throw new ToolLoopException(
                Reason.TOO_MANY_ROUNDS,
                "the model requested tools in each of " + maxRounds + " requests (maxRounds)",
                done);
    }

    /** Some servers send no id; the result of a call needs one. */
    private static void withIds(List<ObjectNode> calls, int done) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).path("id").asText().isEmpty()) {
                calls.get(i).put("id", "call_" + (done + i + 1));
            }
        }
    }

    private List<ToolRunner.Call> prepared(List<ObjectNode> calls, List<ToolResult> done) {
        List<ToolRunner.Call> prepared = new ArrayList<>();
        for (ObjectNode call : calls) {
            JsonNode function = call.path("function");
            JsonNode arguments = function.path("arguments");
            String id = call.path("id").asText();
            String name = function.path("name")
                    .asText(call.path("custom").path("name").asText());
            String text = arguments.isTextual() ? arguments.textValue() : arguments.toString();
            Tool<?> tool = tools.get(name);
            if (tool == null) {
                String problem = "unknown tool '" + SchemaValidator.cut(name) + "'; available: "
                        + String.join(
                                ", ",
                                definitions.stream()
                                        .map(one -> one.at("/function/name").asText())
                                        .toList());
                throwIf(onUnknownTool, Reason.UNKNOWN_TOOL, problem, done);
                prepared.add(new ToolRunner.Call(
                        id, name, text, ToolResult.Outcome.UNKNOWN_TOOL, Tool.PreparedCall.invalid(problem)));
                continue;
            }
            Tool.PreparedCall ready = tool.prepare(arguments);
            if (ready.problem() != null) {
                throwIf(onInvalidArguments, Reason.INVALID_ARGUMENTS, ready.problem(), done);
            }
            prepared.add(new ToolRunner.Call(id, name, text, ToolResult.Outcome.INVALID_ARGUMENTS, ready));
        }
        return prepared;
    }

    private static void throwIf(OnError reaction, Reason reason, String problem, List<ToolResult> done) {
        if (reaction == OnError.THROW) {
            throw new ToolLoopException(reason, problem, done);
        }
    }

    private static <R> R withResults(R request, ObjectNode message, List<ToolResult> results) {
        ObjectNode changed = ChatJson.object(request);
        ArrayNode messages = changed.withArray("/messages");
        messages.add(message);
        results.forEach(result -> messages.add(Messages.toolResult(result.id(), result.content())));
        JsonNode choice = changed.path("tool_choice");
        if (choice.isObject() || choice.asText().equals("required")) {
            changed.put("tool_choice", "auto"); // a forced call would be repeated for ever
        }
        return ChatJson.like(request, changed);
    }

    /** Builds a {@link ToolLoop}. */
    public static final class Builder {
        private final Map<String, Tool<?>> tools = new LinkedHashMap<>();
        private int maxRounds = 10;
        private int maxCalls = 100;
        private int maxResultLength = 100_000;
        private OnError onUnknownTool = OnError.REPORT_TO_MODEL;
        private OnError onInvalidArguments = OnError.REPORT_TO_MODEL;
        private Executor executor = Runnable::run;

        private Builder() {}

        /** Adds a tool. Its name must be unique. */
        public Builder tool(Tool<?> tool) {
            if (tools.putIfAbsent(tool.name(), tool) != null) {
                throw new IllegalArgumentException("two tools have the name " + tool.name());
            }
            return this;
        }

        /** The most requests, 10 by default. */
        public Builder maxRounds(int rounds) {
            maxRounds = positive("maxRounds", rounds);
            return this;
        }

        /** The most calls of all rounds, 100 by default. Nothing of a response with more calls runs. */
        public Builder maxCalls(int calls) {
            maxCalls = positive("maxCalls", calls);
            return this;
        }

        /** The longest result in characters, 100,000 by default. A longer one is a failure of the tool. */
        public Builder maxResultLength(int characters) {
            maxResultLength = positive("maxResultLength", characters);
            return this;
        }

        /** A tool that does not exist is reported to the model by default. */
        public Builder onUnknownTool(OnError reaction) {
            onUnknownTool = Objects.requireNonNull(reaction);
            return this;
        }

        /** Invalid arguments are reported to the model by default. */
        public Builder onInvalidArguments(OnError reaction) {
            onInvalidArguments = Objects.requireNonNull(reaction);
            return this;
        }

        /** Runs the calls of one response at the same time. Without an executor they run one after the other on the calling thread. */
        public Builder executor(Executor newExecutor) {
            executor = Objects.requireNonNull(newExecutor);
            return this;
        }

        public ToolLoop build() {
            return new ToolLoop(this);
        }

        private static int positive(String option, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(option + " is " + value + ", expected 1 or more");
            }
            return value;
        }
    }
}
