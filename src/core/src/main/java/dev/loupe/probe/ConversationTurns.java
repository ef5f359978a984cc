package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.probe.ProbeBuilder.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of messages of a conversation, each at a position where it makes sense. */
final class ConversationTurns {
    private static final Map<String, String> CONTENTS =
            Map.of("user", TypicalValues.QUESTION, "assistant", "Ruby", "system", "Be brief.");

    private static final String CALLS = "tool_calls";

    /** The ids of the probes with a message of each role, and of those with another order of roles. */
    private final Map<String, String> controls = new HashMap<>();

    private final ProbeBuilder builder;
    private final TypicalValues typical;
    private final RequestSchemaWalker walk;
    private final List<JsonPointer> branches;
    private final List<RequestSchemaWalker.Node> turns = new ArrayList<>();

    /** The conversation with a message of the role tool: servers reject calls without results. */
    private RequestSchemaWalker.@Nullable Node results;

    ConversationTurns(ProbeBuilder builder, TypicalValues typical, RequestSchemaWalker walk, JsonPointer items) {
        this.builder = builder;
        this.typical = typical;
        this.walk = walk;
        List<JsonPointer> found = SchemaView.of(typical.document(), items).branches();
        this.branches = found.isEmpty() ? List.of(items) : found;
    }

    void visit(RequestSchemaWalker.Node node) {
        for (JsonPointer branch : branches) {
            typical.of("", branch)
                    .filter(JsonNode::isObject)
                    .ifPresent(value -> turn(node, branch, (ObjectNode) value.deepCopy()));
        }
        turns.forEach(this::properties);
        order(node, "user-twice", "two user messages in a row", controls.get("user"), "user", "user");
        // a chat template whose roles alternate rejects both: one finding
        String control = controls.getOrDefault("user-twice", controls.get("assistant"));
        order(node, "assistant-first", "an assistant message first", control, "assistant", "user");
        control = controls.get("system");
        order(node, "system-later", "a system message after others", control, "user", "assistant", "system", "user");
    }

    /** Adds a conversation with an order of roles that the contract allows; chat templates of some models reject it. */
    private void order(
            RequestSchemaWalker.Node node, String id, String tests, @Nullable String control, String... roles) {
        ArrayNode turns = JsonNodeFactory.instance.arrayNode();
        for (String role : roles) {
            turns.add(ProbeBuilder.message(role, CONTENTS.getOrDefault(role, "")));
        }
        ObjectNode body = ProbeBuilder.with(node.base(), node.at(), turns);
        if (control != null && builder.allows(body)) {
            Target target = new Target(node.path() + "/" + id, tests, node.at(), turns.toString(), tests);
            controls.put(id, builder.add(target, body, control, ProbeCandidate.FIRST));
        }
    }

    private void turn(RequestSchemaWalker.Node node, JsonPointer branch, ObjectNode message) {
        String role = message.path("role").asText("");
        if (isAnyRole(branch)) {
            return; // a schema for extensions allows any text, and no server accepts every role
        }
        if (!message.has("content")
                && SchemaView.of(typical.document(), branch).properties().containsKey("content")) {
            message.put("content", role.equals("assistant") ? "Ruby" : TypicalValues.QUESTION);
        }
        List<JsonNode> conversation = new ArrayList<>();
        boolean tool = role.equals("tool");
        if (role.equals("assistant") || tool) {
            conversation.add(ProbeBuilder.message("user", TypicalValues.QUESTION));
        }
        if (tool) {
            conversation.add(ToolProbes.call(message.path("tool_call_id").asText("")));
        }
        int index = conversation.size();
        conversation.add(message);
        if (!role.equals("user")) {
            conversation.add(ProbeBuilder.message("user", "Name another one."));
        }
        JsonPointer at = node.at().appendIndex(index);
        ObjectNode base = tool && builder.declares("tools") ? ToolProbes.request(builder, false) : node.base();
        ObjectNode body = ProbeBuilder.with(
                base, node.at(), JsonNodeFactory.instance.arrayNode().addAll(conversation));
        String path = node.path() + "." + role;
        String control = body.equals(node.base())
                ? node.control()
                : builder.add(
                        new Target(
                                path + "/ordinary",
                                "a conversation with a message of the role " + role,
                                at,
                                message.toString(),
                                "role " + role),
                        body,
                        tool ? builder.withBody(base).orElse(node.control()) : node.control(),
                        ProbeCandidate.FIRST);
        controls.putIfAbsent(role, control);
        RequestSchemaWalker.Node turn = new RequestSchemaWalker.Node("", path, at, branch, body, control);
        turns.add(turn);
        if (tool) {
            results = turn;
        }
    }

    private void properties(RequestSchemaWalker.Node turn) {
        SchemaView view = SchemaView.of(typical.document(), turn.schema());
        walk.values(turn, view, true);
        walk.properties(turn, view, name -> name.equals(CALLS) && results != null ? calls(turn, results) : turn);
    }

    /** The message with the calls that comes before their results. */
    private static RequestSchemaWalker.Node calls(RequestSchemaWalker.Node turn, RequestSchemaWalker.Node results) {
        JsonPointer at = results.at().head().appendIndex(results.at().last().getMatchingIndex() - 1);
        return new RequestSchemaWalker.Node("", turn.path(), at, turn.schema(), results.base(), results.control());
    }

    private boolean isAnyRole(JsonPointer branch) {
        JsonPointer role =
                SchemaView.of(typical.document(), branch).properties().get("role");
        if (role == null) {
            return false;
        }
        SchemaView view = SchemaView.of(typical.document(), role);
        return view.keyword("enum").isMissingNode()
                && view.keyword("const").isMissingNode()
                && view.branches().isEmpty();
    }
}
