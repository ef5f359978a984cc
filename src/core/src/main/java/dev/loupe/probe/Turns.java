package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.probe.Workbench.Aim;
import java.util.ArrayList;
import java.util.List;

/** The turns of a conversation: each in a place where it makes sense. */
final class Turns {
    private final Workbench bench;
    private final Ordinary ordinary;
    private final Walk walk;
    private final List<JsonPointer> branches;

    Turns(Workbench bench, Ordinary ordinary, Walk walk, JsonPointer items) {
        this.bench = bench;
        this.ordinary = ordinary;
        this.walk = walk;
        List<JsonPointer> found = Anatomy.of(ordinary.document(), items).branches();
        this.branches = found.isEmpty() ? List.of(items) : found;
    }

    void visit(Walk.Node node) {
        for (JsonPointer branch : branches) {
            ordinary.of("", branch)
                    .filter(JsonNode::isObject)
                    .ifPresent(value -> turn(node, branch, (ObjectNode) value.deepCopy()));
        }
    }

    private void turn(Walk.Node node, JsonPointer branch, ObjectNode message) {
        String role = message.path("role").asText("");
        if (!message.has("content")
                && Anatomy.of(ordinary.document(), branch).properties().containsKey("content")) {
            message.put("content", role.equals("assistant") ? "Ruby" : Ordinary.QUESTION);
        }
        List<JsonNode> turns = new ArrayList<>();
        if (role.equals("assistant")) {
            turns.add(Workbench.message("user", Ordinary.QUESTION));
        }
        int place = turns.size();
        turns.add(message);
        if (!role.equals("user")) {
            turns.add(Workbench.message("user", "Name another one."));
        }
        JsonPointer at = node.at().appendIndex(place);
        ObjectNode body = Workbench.with(
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
                        Candidate.FIRST);
        Anatomy anatomy = Anatomy.of(ordinary.document(), branch);
        Walk.Node turn = new Walk.Node("", path, at, branch, body, twin);
        walk.values(turn, anatomy, true);
        walk.members(turn, anatomy);
    }
}
