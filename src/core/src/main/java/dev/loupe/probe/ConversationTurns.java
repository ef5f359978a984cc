package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.probe.ProbeBuilder.Aim;
import java.util.ArrayList;
import java.util.List;

/** The turns of a conversation: each in a place where it makes sense. */
final class ConversationTurns {
    private final ProbeBuilder bench;
    private final TypicalValues ordinary;
    private final RequestSchemaWalker walk;
    private final List<JsonPointer> branches;

    ConversationTurns(ProbeBuilder bench, TypicalValues ordinary, RequestSchemaWalker walk, JsonPointer items) {
        this.bench = bench;
        this.ordinary = ordinary;
        this.walk = walk;
        List<JsonPointer> found = SchemaView.of(ordinary.document(), items).branches();
        this.branches = found.isEmpty() ? List.of(items) : found;
    }

    void visit(RequestSchemaWalker.Node node) {
        for (JsonPointer branch : branches) {
            ordinary.of("", branch)
                    .filter(JsonNode::isObject)
                    .ifPresent(value -> turn(node, branch, (ObjectNode) value.deepCopy()));
        }
    }

    private void turn(RequestSchemaWalker.Node node, JsonPointer branch, ObjectNode message) {
        String role = message.path("role").asText("");
        if (!message.has("content")
                && SchemaView.of(ordinary.document(), branch).properties().containsKey("content")) {
            message.put("content", role.equals("assistant") ? "Ruby" : TypicalValues.QUESTION);
        }
        List<JsonNode> turns = new ArrayList<>();
        if (role.equals("assistant")) {
            turns.add(ProbeBuilder.message("user", TypicalValues.QUESTION));
        }
        int place = turns.size();
        turns.add(message);
        if (!role.equals("user")) {
            turns.add(ProbeBuilder.message("user", "Name another one."));
        }
        JsonPointer at = node.at().appendIndex(place);
        ObjectNode body = ProbeBuilder.with(
                node.base(), node.at(), JsonNodeFactory.instance.arrayNode().addAll(turns));
        String path = node.path() + "." + role;
        String twin = body.equals(node.base())
                ? node.twin()
                : bench.add(
                        new Aim(
                                path + "/ordinary",
                                "a conversation with a message of the role " + role,
                                at,
                                message.toString(),
                                "role " + role),
                        body,
                        node.twin(),
                        ProbeCandidate.FIRST);
        SchemaView anatomy = SchemaView.of(ordinary.document(), branch);
        RequestSchemaWalker.Node turn = new RequestSchemaWalker.Node("", path, at, branch, body, twin);
        walk.values(turn, anatomy, true);
        walk.members(turn, anatomy);
    }
}
