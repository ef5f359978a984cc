package dev.loupe.serve.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.model.Tokenizer;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import dev.loupe.serve.response.ResponsePayload.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Edits of a planned response. Each changes one part and leaves the rest as planned. */
final class ResponseEdits {
    private ResponseEdits() {}

    /** Applies only to requests that match. */
    static ResponseTransformation when(Predicate<IncomingRequest> condition, ResponseTransformation transformation) {
        return (request, planned) -> condition.test(request) ? transformation.apply(request, planned) : planned;
    }

    /** Several edits in order. */
    static ResponseTransformation sequence(ResponseTransformation... steps) {
        return (request, planned) -> {
            PlannedResponse response = planned;
            for (ResponseTransformation step : steps) {
                response = step.apply(request, response);
            }
            return response;
        };
    }

    /** A non-streaming completion. */
    static ResponseTransformation json(BiConsumer<IncomingRequest, ObjectNode> change) {
        return (request, planned) -> {
            if (planned.isCompletion() && planned.payload() instanceof ResponsePayload.Json json) {
                change.accept(request, json.root());
            }
            return planned;
        };
    }

    static ResponseTransformation json(Consumer<ObjectNode> change) {
        return json((request, root) -> change.accept(root));
    }

    /** Every choice of a non-streaming completion. */
    static ResponseTransformation choices(Consumer<ObjectNode> change) {
        return json(root -> root.path("choices").forEach(choice -> change.accept((ObjectNode) choice)));
    }

    /** Every message of a non-streaming completion. */
    static ResponseTransformation messages(Consumer<ObjectNode> change) {
        return choices(choice -> change.accept((ObjectNode) choice.path("message")));
    }

    /** The frames of a stream. */
    static ResponseTransformation events(UnaryOperator<List<Event>> change) {
        return (request, planned) -> planned.isCompletion()
                        && planned.payload() instanceof ResponsePayload.Events stream
                ? planned.withPayload(new ResponsePayload.Events(change.apply(new ArrayList<>(stream.events()))))
                : planned;
    }

    /** Every chunk of a stream. */
    static ResponseTransformation chunks(Consumer<ObjectNode> change) {
        return events(events -> {
            events.forEach(event -> {
                if (event instanceof Event.Data data) {
                    change.accept(data.json());
                }
            });
            return events;
        });
    }

    /** Every chunk of the second half of a stream. */
    static ResponseTransformation laterChunks(Consumer<ObjectNode> change) {
        return events(events -> {
            for (int at = events.size() / 2; at < events.size(); at++) {
                if (events.get(at) instanceof Event.Data data) {
                    change.accept(data.json());
                }
            }
            return events;
        });
    }

    /** Every choice of every chunk of a stream. */
    static ResponseTransformation chunkChoices(Consumer<ObjectNode> change) {
        return chunks(chunk -> chunk.path("choices").forEach(choice -> change.accept((ObjectNode) choice)));
    }

    /** A non-streaming completion, and every chunk of a stream. */
    static ResponseTransformation roots(Consumer<ObjectNode> change) {
        return sequence(json(change), chunks(change));
    }

    /** The usage of a completion or a stream. */
    static ResponseTransformation usage(BiConsumer<IncomingRequest, ObjectNode> change) {
        return (request, planned) -> roots(root -> {
                    if (root.get("usage") instanceof ObjectNode usage) {
                        change.accept(request, usage);
                    }
                })
                .apply(request, planned);
    }

    static ResponseTransformation usage(Consumer<ObjectNode> change) {
        return usage((request, usage) -> change.accept(usage));
    }

    /** The finish reason of every choice that has one. */
    static ResponseTransformation finish(UnaryOperator<String> change) {
        Consumer<ObjectNode> each = choice -> {
            String reason = choice.path("finish_reason").textValue();
            if (reason != null) {
                choice.put("finish_reason", change.apply(reason));
            }
        };
        return sequence(choices(each), chunkChoices(each));
    }

    /** The body of an error. */
    static ResponseTransformation errors(Consumer<ObjectNode> change) {
        return (request, planned) -> {
            if (planned.isError() && planned.payload() instanceof ResponsePayload.Json json) {
                change.accept(json.root());
            }
            return planned;
        };
    }

    /** Sets consistent counts. */
    static void count(ObjectNode usage, long prompt, long completion) {
        usage.put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }

    static long prompt(ObjectNode usage) {
        return usage.path("prompt_tokens").longValue();
    }

    static long completion(ObjectNode usage) {
        return usage.path("completion_tokens").longValue();
    }

    /** Replaces the text of a non-streaming completion and its token count. */
    static void replaceText(ObjectNode root, UnaryOperator<String> change) {
        long tokens = 0;
        for (JsonNode choice : root.path("choices")) {
            ObjectNode message = (ObjectNode) choice.path("message");
            String text = change.apply(message.path("content").asText(""));
            message.put("content", text);
            tokens += Tokenizer.count(text);
        }
        if (root.get("usage") instanceof ObjectNode usage) {
            count(usage, prompt(usage), tokens);
        }
    }

    /** The text of a chunk; empty when it has none. */
    static String text(Event event) {
        return event instanceof Event.Data data
                ? data.json().at("/choices/0/delta/content").asText("")
                : "";
    }

    static boolean isFinish(Event event) {
        return event instanceof Event.Data data
                && data.json().at("/choices/0/finish_reason").isTextual();
    }

    static boolean isUsage(Event event) {
        return event instanceof Event.Data data && data.json().path("usage").isObject();
    }
}
