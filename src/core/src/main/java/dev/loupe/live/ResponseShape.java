package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an answer looks like, whatever it says: status, form, members with their types, how it ended, what it counted. Two
 * answers of a model to one request differ in their words and are of one shape.
 *
 * @param traits in words, sorted
 */
public record ResponseShape(SortedSet<String> traits) {
    private static final int DEEPEST = 12;

    public static ResponseShape of(Exchange exchange) {
        SortedSet<String> traits = new TreeSet<>();
        switch (exchange.reply()) {
            case Reply.Unanswered(Reply.Failure failure) ->
                traits.add("no answer: " + failure.kind().name().toLowerCase(Locale.ROOT));
            case Reply.Answered(Reply.Head head, var body) -> {
                traits.add("status " + head.code());
                walk("", body.json(), traits, 0);
            }
            case Reply.Streamed(Reply.Head head, var events, var ending, var pieces) -> {
                traits.add("status " + head.code());
                traits.add(ending.failure() == null ? "a whole stream" : "a broken stream");
                for (SseEvent event : events) {
                    if (event.isDone()) {
                        traits.add("[DONE]");
                    } else if (event.json() != null) {
                        walk("event", event.json(), traits, 0);
                    }
                }
            }
        }
        return new ResponseShape(traits);
    }

    /** Whether it says anything of the contract; "not now" does not. */
    public boolean isAnswer() {
        return traits.stream().noneMatch(trait -> trait.matches("no answer.*|status (429|5..)"));
    }

    private static void walk(String at, JsonNode node, SortedSet<String> traits, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(member -> walk(at + "/" + member.getKey(), member.getValue(), traits, depth + 1));
        } else if (node.isArray()) {
            node.forEach(item -> walk(at + "/*", item, traits, depth + 1));
        } else if (!node.isMissingNode()) {
            boolean word = at.endsWith("/finish_reason") || at.endsWith("/role") || at.endsWith("/object");
            String type = node.getNodeType().name().toLowerCase(Locale.ROOT);
            traits.add(at + " " + (word && node.isTextual() ? node.textValue() : type));
        }
    }

    /** What is in one and not in the other, in words; empty when they are alike. */
    public String differenceTo(ResponseShape other) {
        SortedSet<String> gone = new TreeSet<>(traits);
        gone.removeAll(other.traits());
        SortedSet<String> come = new TreeSet<>(other.traits());
        come.removeAll(traits);
        StringBuilder words = new StringBuilder();
        gone.forEach(trait ->
                words.append(words.isEmpty() ? "" : ", ").append("was ").append(trait));
        come.forEach(
                trait -> words.append(words.isEmpty() ? "" : ", ").append("is ").append(trait));
        return words.toString();
    }
}
