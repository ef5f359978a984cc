package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.probe.ProbeBuilder.Target;
import java.util.ArrayList;
import java.util.List;

/** The kinds of messages of a conversation, each at a position where it makes sense. */
final class ConversationTurns {
    private final ProbeBuilder builder;
    private final TypicalValues typical;
    private final RequestSchemaWalker walk;
    private final List<JsonPointer> branches;

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
        List<JsonNode> turns = new ArrayList<>();
        if (role.equals("assistant")) {
            turns.add(ProbeBuilder.message("user", TypicalValues.QUESTION));
        }
        int index = turns.size();
        turns.add(message);
        if (!role.equals("user")) {
            turns.add(ProbeBuilder.message("user", "Name another one."));
        }
        JsonPointer at = node.at().appendIndex(index);
        ObjectNode body = ProbeBuilder.with(
                node.base(), node.at(), JsonNodeFactory.instance.arrayNode().addAll(turns));
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
                        node.control(),
                        ProbeCandidate.FIRST);
        SchemaView view = SchemaView.of(typical.document(), branch);
        RequestSchemaWalker.Node turn = new RequestSchemaWalker.Node("", path, at, branch, body, control);
        walk.values(turn, view, true);
        walk.properties(turn, view);
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
