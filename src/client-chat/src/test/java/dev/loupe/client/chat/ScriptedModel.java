package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Responds with these, in order, and keeps the requests. */
final class ScriptedModel implements Function<JsonNode, JsonNode> {
    private final Iterator<JsonNode> responses;
    final List<JsonNode> requests = new ArrayList<>();

    ScriptedModel(JsonNode... responses) {
        this.responses = List.of(responses).iterator();
    }

    @Override
    public JsonNode apply(JsonNode request) {
        requests.add(request);
        return responses.next();
    }

    JsonNode lastMessage() {
        JsonNode messages = requests.get(requests.size() - 1).path("messages");
        return messages.get(messages.size() - 1);
    }
}
