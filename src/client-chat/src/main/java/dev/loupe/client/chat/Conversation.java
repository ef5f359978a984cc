package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that grows by messages: {@code conversation = conversation.response(client.create(conversation.request())).user("And then?")}.
 * Immutable.
 *
 * @param <R> the type of the request
 */
public final class Conversation<R> {
    private final R first;
    private final List<ObjectNode> messages;

    private Conversation(R first, List<ObjectNode> messages) {
        this.first = first;
        this.messages = List.copyOf(messages);
    }

    /** Begins with the messages of this request; its other properties are those of every request. */
    public static <R> Conversation<R> of(R request) {
        return new Conversation<>(
                request, ChatJson.objects(ChatJson.object(request).path("messages")));
    }

    /** The next request. */
    public R request() {
        ObjectNode changed = ChatJson.object(first);
        changed.putArray("messages")
                .addAll(messages.stream().map(ObjectNode::deepCopy).toList());
        return ChatJson.like(first, changed);
    }

    /** Copies of all messages. */
    public List<JsonNode> messages() {
        return messages.stream().map(message -> (JsonNode) message.deepCopy()).toList();
    }

    /** Adds a system message. */
    public Conversation<R> system(String text) {
        return message(Messages.text("system", text));
    }

    /** Adds a user message. */
    public Conversation<R> user(String text, ImageContent... images) {
        return message(Messages.user(text, List.of(images)));
    }

    /** Adds an assistant message, such as an example. */
    public Conversation<R> assistant(String text) {
        return message(Messages.text("assistant", text));
    }

    /** Adds the first choice of a response, with its tool calls. */
    public Conversation<R> response(Object response) {
        return message(Messages.ofResponse(response));
    }

    /** Adds the result of a tool call. */
    public Conversation<R> toolResult(String callId, String content) {
        return message(Messages.toolResult(callId, content));
    }

    /** Adds any message: a message type of the client, or JSON. */
    public Conversation<R> message(Object message) {
        List<ObjectNode> more = new ArrayList<>(messages);
        more.add(ChatJson.object(message));
        return new Conversation<>(first, more);
    }

    /**
     * Without the older turns. A turn begins with a user message, so that no tool result loses its call. System and developer messages
     * stay.
     */
    public Conversation<R> keepLastTurns(int turns) {
        if (turns < 1) {
            throw new IllegalArgumentException("turns is " + turns + ", expected 1 or more");
        }
        int from = messages.size();
        for (int left = turns; from > 0 && left > 0; ) {
            from--;
            if (role(messages.get(from)).equals("user")) {
                left--;
            }
        }
        List<ObjectNode> kept = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String role = role(messages.get(i));
            if (i >= from || role.equals("system") || role.equals("developer")) {
                kept.add(messages.get(i));
            }
        }
        return new Conversation<>(first, kept);
    }

    private static String role(JsonNode message) {
        return message.path("role").asText();
    }
}
