package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.text.UrlPath;
import java.util.regex.Pattern;

/** Calls of other protocols, whose requests have a model and messages too and whose errors look alike. */
final class OtherProtocols {
    private static final Pattern PATH =
            Pattern.compile(".*(/v\\d+/messages|/v\\d+/responses|/v2/chat|/api/(chat|generate)"
                    + "|/model/[^/]+/(converse|invoke)[a-z-]*|:(streamG|g)enerateContent)/*");

    private OtherProtocols() {}

    /** Whether it is such a call: its path or its events are of another protocol, and there is no completion. */
    static boolean isOne(String url, Reply reply) {
        return switch (reply) {
            case Reply.Answered(var head, var body) -> isPath(url) && !hasChoices(body.json());
            case Reply.Streamed streamed ->
                streamed.events().stream().noneMatch(OtherProtocols::isChunk)
                        && (isPath(url) || streamed.events().stream().anyMatch(OtherProtocols::isTyped));
            case Reply.Unanswered none -> isPath(url);
        };
    }

    private static boolean isPath(String url) {
        return PATH.matcher(UrlPath.of(url)).matches();
    }

    private static boolean isChunk(SseEvent event) {
        return event.json() != null && hasChoices(event.json());
    }

    private static boolean hasChoices(JsonNode body) {
        return body.path("choices").isArray();
    }

    /** The events of Messages and of Responses repeat their type in the data. */
    private static boolean isTyped(SseEvent event) {
        return event.json() != null
                && !event.type().isEmpty()
                && !event.json().has("error")
                && event.json().path("type").asText().equals(event.type());
    }
}
