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

/** Ways to reach into a planned answer: each changes the part that it names and leaves the rest as planned. */
final class ResponseEdits {
    private ResponseEdits() {}

    /** Only where the request is one of these. */
    static ResponseTransformation when(Predicate<IncomingRequest> of, ResponseTransformation transformation) {
        return (asked, planned) -> of.test(asked) ? transformation.apply(asked, planned) : planned;
    }

    /** Several, one after the other. */
    static ResponseTransformation inTurn(ResponseTransformation... steps) {
        return (asked, planned) -> {
            PlannedResponse answer = planned;
            for (ResponseTransformation step : steps) {
                answer = step.apply(asked, answer);
            }
            return answer;
        };
    }

    /** A completion in one piece. */
    static ResponseTransformation json(BiConsumer<IncomingRequest, ObjectNode> change) {
        return (asked, planned) -> {
            if (planned.isCompletion() && planned.said() instanceof ResponsePayload.Json json) {
                change.accept(asked, json.root());
            }
            return planned;
        };
    }

    static ResponseTransformation json(Consumer<ObjectNode> change) {
        return json((asked, root) -> change.accept(root));
    }

    /** Every choice of a completion in one piece. */
    static ResponseTransformation choices(Consumer<ObjectNode> change) {
        return json(root -> root.path("choices").forEach(choice -> change.accept((ObjectNode) choice)));
    }

    /** Every message of a completion in one piece. */
    static ResponseTransformation messages(Consumer<ObjectNode> change) {
        return choices(choice -> change.accept((ObjectNode) choice.path("message")));
    }

    /** The frames of a stream. */
    static ResponseTransformation events(UnaryOperator<List<Event>> change) {
        return (asked, planned) -> planned.isCompletion() && planned.said() instanceof ResponsePayload.Events stream
                ? planned.withSaid(new ResponsePayload.Events(change.apply(new ArrayList<>(stream.events()))))
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

    /** A completion in one piece, and every chunk of a stream. */
    static ResponseTransformation roots(Consumer<ObjectNode> change) {
        return inTurn(json(change), chunks(change));
    }

    /** The usage, wherever it stands. */
    static ResponseTransformation usage(BiConsumer<IncomingRequest, ObjectNode> change) {
        return (asked, planned) -> roots(root -> {
                    if (root.get("usage") instanceof ObjectNode usage) {
                        change.accept(asked, usage);
                    }
                })
                .apply(asked, planned);
    }

    static ResponseTransformation usage(Consumer<ObjectNode> change) {
        return usage((asked, usage) -> change.accept(usage));
    }

    /** The finish reason of every choice that has one. */
    static ResponseTransformation finish(UnaryOperator<String> change) {
        Consumer<ObjectNode> each = choice -> {
            String reason = choice.path("finish_reason").textValue();
            if (reason != null) {
                choice.put("finish_reason", change.apply(reason));
            }
        };
        return inTurn(choices(each), chunkChoices(each));
    }

    /** The body of an error. */
    static ResponseTransformation errors(Consumer<ObjectNode> change) {
        return (asked, planned) -> {
            if (planned.isError() && planned.said() instanceof ResponsePayload.Json json) {
                change.accept(json.root());
            }
            return planned;
        };
    }

    /** Sets the counts of a usage so that they agree with each other. */
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

    /** Replaces the text of a completion in one piece, its count with it. */
    static void retell(ObjectNode root, UnaryOperator<String> change) {
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

    /** The text that a chunk brings; empty when it brings none. */
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
