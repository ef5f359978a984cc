package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins one choice: fed once for a non-streaming response, once for each chunk of a stream. */
final class ChoiceBuilder {
    private static final String[] REASONING = {"reasoning_content", "reasoning"};

    /** The properties of reasoning_details that hold text: plain, summarized, or encrypted. */
    private static final String[] DETAILS = {"text", "summary", "data"};

    private final long index;
    private final Choice.Location first;
    private int finishes;
    private String finishReason = "";
    private Choice.Location finish;
    private boolean seen;
    private boolean rolePresent;
    private @Nullable String otherRole;
    private Choice.Location otherRoleAt;
    private @Nullable StringBuilder content;
    private @Nullable StringBuilder refusal;
    private final StringBuilder reasoning = new StringBuilder();
    private boolean otherOutput;
    private final List<CallBuilder> calls = new ArrayList<>(0);
    private int afterFinish = -1;
    private final List<Choice.Logprobs> logprobs = new ArrayList<>(1);

    ChoiceBuilder(long index, Choice.Location first) {
        this.index = index;
        this.first = first;
        this.finish = first;
        this.otherRoleAt = first;
    }

    long index() {
        return index;
    }

    /** Adds a choice and its {@code message} or {@code delta}. */
    void add(JsonNode choice, JsonNode message, Choice.Location at) {
        boolean after = finishes > 0;
        if (message.isObject() && !message.isEmpty()) {
            role(message.path("role"), at);
            boolean output = content(message.path("content"));
            output |= refusal(message.path("refusal"));
            output |= calls(message.path("tool_calls"), at);
            reasoning(message);
            other(message);
            if (after && output && afterFinish < 0) {
                afterFinish = at.event();
            }
        }
        JsonNode reason = choice.path("finish_reason");
        // some servers send "" in every chunk until the last; a non-streaming response must have a reason
        if (reason.isTextual() && !(at.event() >= 0 && reason.textValue().isEmpty())) {
            finishes++;
            if (finishes == 1) {
                finishReason = reason.textValue();
                finish = at;
            }
        }
        JsonNode value = choice.path("logprobs");
        if (value.isObject()) {
            logprobs.add(new Choice.Logprobs(value, at));
        }
    }

    private void role(JsonNode role, Choice.Location at) {
        String text = StrictValues.textOrEmpty(role);
        if (!seen) {
            seen = true;
            rolePresent = !text.isEmpty();
        }
        if (!text.isEmpty() && !text.equals("assistant") && otherRole == null) {
            otherRole = text;
            otherRoleAt = at;
        }
    }

    private boolean content(JsonNode node) {
        if (node.isTextual()) {
            if (content == null) {
                content = new StringBuilder(node.textValue().length());
            }
            content.append(node.textValue());
            return !node.textValue().isEmpty();
        }
        boolean output = false;
        if (node.isArray()) {
            for (JsonNode part : node) {
                output |= part.path("text").isTextual() ? content(part.path("text")) : markOther(part);
            }
        }
        return output;
    }

    private boolean markOther(JsonNode part) {
        otherOutput |= part.isObject();
        return part.isObject();
    }

    private boolean refusal(JsonNode node) {
        String text = StrictValues.textOrEmpty(node);
        if (text.isEmpty()) {
            return false;
        }
        if (refusal == null) {
            refusal = new StringBuilder();
        }
        refusal.append(text);
        return true;
    }

    private void reasoning(JsonNode message) {
        // many servers send the same text under two names
        for (String name : REASONING) {
            String text = StrictValues.textOrEmpty(message.path(name));
            if (!text.isEmpty()) {
                reasoning.append(text);
                return;
            }
        }
        for (JsonNode detail : message.path("reasoning_details")) {
            for (String name : DETAILS) {
                reasoning.append(StrictValues.textOrEmpty(detail.path(name)));
            }
        }
    }

    private void other(JsonNode message) {
        otherOutput |= message.path("audio").isObject()
                || message.path("images").size() > 0
                || message.path("function_call").isObject();
    }

    private boolean calls(JsonNode node, Choice.Location at) {
        boolean output = false;
        for (int i = 0; i < node.size(); i++) {
            JsonNode call = node.path(i);
            if (call.isObject()) {
                callOf(call, at, i).add(call);
                output = true;
            }
        }
        return output;
    }

    /** The call that a fragment belongs to: by index in a stream, where a delta without index continues the last call. */
    private CallBuilder callOf(JsonNode call, Choice.Location at, int position) {
        if (at.event() >= 0) {
            long wanted = StrictValues.integer(call.path("index"));
            for (int i = calls.size() - 1; i >= 0; i--) {
                CallBuilder known = calls.get(i);
                if (wanted == StrictValues.NOT_AN_INTEGER ? !call.path("id").isTextual() : known.index == wanted) {
                    if (known.isFollowedBy(call)) {
                        break;
                    }
                    return known;
                }
            }
        }
        CallBuilder builder = new CallBuilder(StrictValues.integer(call.path("index")), at, position);
        calls.add(builder);
        return builder;
    }

    Choice build() {
        List<Choice.ToolCall> toolCalls = new ArrayList<>(calls.size());
        for (CallBuilder call : calls) {
            toolCalls.add(call.build());
        }
        return new Choice(
                index,
                first,
                new Choice.Role(rolePresent, otherRole, otherRoleAt),
                new Choice.Output(
                        content == null ? null : content.toString(),
                        refusal == null ? null : refusal.toString(),
                        reasoning.toString(),
                        otherOutput,
                        toolCalls),
                new Choice.Finish(finishes, finishReason, finish, afterFinish),
                logprobs);
    }

    /** Joins one tool call. */
    private static final class CallBuilder {
        private final long index;
        private final Choice.Location at;
        private final int position;
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
        private boolean isFunction = true;
        private String id = "";

        CallBuilder(long index, Choice.Location at, int position) {
            this.index = index;
            this.at = at;
            this.position = position;
        }

        /** Whether this starts another call under the same index: some servers give every call the index 0. */
        boolean isFollowedBy(JsonNode call) {
            String next = StrictValues.textOrEmpty(call.path("id"));
            boolean named = !StrictValues.textOrEmpty(call.path("function").path("name"))
                    .isEmpty();
            if (next.isEmpty() && id.isEmpty()) {
                // Gemini: calls without ids, each in one fragment
                return named && !arguments.isEmpty() && GeneratedJson.json(arguments.toString()) != null;
            }
            return named && !next.equals(id) && !next.isEmpty() && !id.isEmpty();
        }

        void add(JsonNode call) {
            id = id.isEmpty() ? StrictValues.textOrEmpty(call.path("id")) : id;
            if (call.path("custom").isObject()) {
                isFunction = false;
                name.append(StrictValues.textOrEmpty(call.path("custom").path("name")));
                arguments.append(StrictValues.textOrEmpty(call.path("custom").path("input")));
            } else {
                name.append(StrictValues.textOrEmpty(call.path("function").path("name")));
                arguments.append(StrictValues.textOrEmpty(call.path("function").path("arguments")));
            }
        }

        Choice.ToolCall build() {
            return new Choice.ToolCall(isFunction, id, name.toString(), arguments.toString(), at, position);
        }
    }
}
