package dev.loupe.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.ResponsePayload.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What differs from provider to provider around the same completions. */
public enum ServeDialect {
    /** AI/ML API: its own error body, and what an answer cost in credits. */
    AIMLAPI("") {
        @Override
        ObjectNode error(RequestRejection refusal, String path, String requestId, Instant at) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("message", refusal.message())
                    .put("path", path)
                    .put("requestId", requestId)
                    .put("statusCode", Integer.toString(refusal.status()))
                    .put("timestamp", at.toString());
        }

        @Override
        void billed(ObjectNode answer, BigDecimal usd) {
            answer.putObject("meta")
                    .putObject("usage")
                    .put("credits_used", TokenPrice.credits(usd))
                    .put("usd_spent", usd);
        }
    },

    /** OpenRouter: errors in an object, comments in streams, what upstream said beside what it means. */
    OPENROUTER("/api") {
        @Override
        ObjectNode error(RequestRejection refusal, String path, String requestId, Instant at) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode error =
                    body.putObject("error").put("code", refusal.status()).put("message", refusal.message());
            error.putObject("metadata").put("request_id", requestId);
            return body;
        }

        @Override
        void decorate(ObjectNode answer) {
            answer.put("provider", "Loupe");
            answer.path("choices").forEach(choice -> {
                ObjectNode each = (ObjectNode) choice;
                String reason = choice.path("finish_reason").textValue();
                each.put("native_finish_reason", reason == null ? null : reason.toUpperCase(Locale.ROOT));
            });
        }

        @Override
        void billed(ObjectNode answer, BigDecimal usd) {
            if (answer.get("usage") instanceof ObjectNode usage) {
                usage.put("cost", usd);
            }
        }

        @Override
        void billedInStream(ObjectNode chunk, BigDecimal usd) {
            billed(chunk, usd);
        }

        /** "OPENROUTER PROCESSING" may come at any time, also first. */
        @Override
        List<Event> events(List<Event> events) {
            List<Event> said = new ArrayList<>(events.size() + 2);
            said.add(new Event.Comment("OPENROUTER PROCESSING"));
            said.addAll(events);
            said.add(1 + events.size() / 2, new Event.Comment("OPENROUTER PROCESSING"));
            return said;
        }
    };

    private final String base;

    ServeDialect(String base) {
        this.base = base;
    }

    /** What stands before {@code /v1} in the provider's addresses. */
    public String base() {
        return base;
    }

    abstract ObjectNode error(RequestRejection refusal, String path, String requestId, Instant at);

    /** Adds what the dialect says of the price to a JSON answer. */
    abstract void billed(ObjectNode answer, BigDecimal usd);

    /** Adds what the dialect says of the price to the chunk that has the usage. */
    void billedInStream(ObjectNode chunk, BigDecimal usd) {}

    /** Adds what the dialect says beside the documented members, to a JSON answer or a chunk. */
    void decorate(ObjectNode answer) {}

    List<Event> events(List<Event> events) {
        return events;
    }
}
