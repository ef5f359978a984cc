package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The form of a response without its text: status, properties with their types, how it ended. Two responses of a model to the
 * same request differ in their text and have the same shape.
 *
 * @param status 0 when there was no response
 * @param traits in words, sorted
 */
public record ResponseShape(int status, SortedSet<String> traits) {
    private static final int DEEPEST = 12;

    public static ResponseShape of(Exchange exchange) {
        SortedSet<String> traits = new TreeSet<>();
        int status =
                switch (exchange.reply()) {
                    case Reply.Unanswered(Reply.Failure failure) -> {
                        traits.add("no response: " + failure.kind().name().toLowerCase(Locale.ROOT));
                        yield 0;
                    }
                    case Reply.Answered answered -> {
                        walk("", answered.body().json(), traits, 0);
                        yield answered.head().code();
                    }
                    case Reply.Streamed streamed -> {
                        traits.add(streamed.ending().failure() == null ? "a complete stream" : "an incomplete stream");
                        streamed.events().forEach(event -> walk(event, traits));
                        yield streamed.head().code();
                    }
                };
        if (status != 0) {
            traits.add("status " + status);
        }
        return new ResponseShape(status, traits);
    }

    /** Whether it shows anything about the contract: it is neither overload nor an error of the server. */
    public boolean conclusive() {
        return status != 0 && status < 500 && !Overload.isOverload(status);
    }

    private static void walk(SseEvent event, SortedSet<String> traits) {
        if (event.isDone()) {
            traits.add("[DONE]");
        } else if (event.json() != null) {
            walk("event", event.json(), traits, 0);
        }
    }

    private static void walk(String at, JsonNode node, SortedSet<String> traits, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(property -> walk(at + "/" + property.getKey(), property.getValue(), traits, depth + 1));
        } else if (node.isArray()) {
            node.forEach(item -> walk(at + "/*", item, traits, depth + 1));
        } else if (!node.isMissingNode()) {
            boolean constant = at.endsWith("/finish_reason") || at.endsWith("/role") || at.endsWith("/object");
            String type = node.getNodeType().name().toLowerCase(Locale.ROOT);
            traits.add(at + " " + (constant && node.isTextual() ? node.textValue() : type));
        }
    }

    /** What the server does with a request, whatever its dialect. */
    private enum Behaviour {
        NO_RESPONSE("without response"),
        ACCEPTED("accepted"),
        REJECTED("rejected"),
        FAILED("failed");

        private final String word;

        Behaviour(String word) {
            this.word = word;
        }
    }

    private Behaviour behaviour() {
        return status == 0
                ? Behaviour.NO_RESPONSE
                : status < 400 ? Behaviour.ACCEPTED : status < 500 ? Behaviour.REJECTED : Behaviour.FAILED;
    }

    private String described() {
        return behaviour().word + (status == 0 ? "" : " (" + status + ")");
    }

    /**
     * The difference of behaviour in words: accepted, rejected, failed, or the traits that only one of them has; empty when both are
     * equal. The body of an error is the dialect of a server, so of two errors only the status is compared.
     */
    public String differenceTo(ResponseShape other) {
        if (behaviour() != other.behaviour() || (status >= 400 && status != other.status)) {
            return "was " + described() + ", is " + other.described();
        }
        if (status >= 400) {
            return "";
        }
        SortedSet<String> removed = new TreeSet<>(traits);
        removed.removeAll(other.traits());
        SortedSet<String> added = new TreeSet<>(other.traits());
        added.removeAll(traits);
        StringBuilder words = new StringBuilder();
        removed.forEach(trait ->
                words.append(words.isEmpty() ? "" : ", ").append("was ").append(trait));
        added.forEach(
                trait -> words.append(words.isEmpty() ? "" : ", ").append("is ").append(trait));
        return words.toString();
    }
}
