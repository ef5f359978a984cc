package dev.loupe.serve.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.answer.Answer;
import dev.loupe.serve.answer.Asked;
import dev.loupe.serve.answer.Said;
import dev.loupe.serve.answer.Said.Event;
import dev.loupe.serve.model.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ways to reach into a planned answer: each changes the part that it names and leaves the rest as planned. */
final class Reach {
    private Reach() {}

    /** Only where the request is one of these. */
    static Transformation when(Predicate<Asked> of, Transformation transformation) {
        return (asked, planned) -> of.test(asked) ? transformation.apply(asked, planned) : planned;
    }

    /** Several, one after the other. */
    static Transformation inTurn(Transformation... steps) {
        return (asked, planned) -> {
            Answer answer = planned;
            for (Transformation step : steps) {
                answer = step.apply(asked, answer);
            }
            return answer;
        };
    }

    /** A completion in one piece. */
    static Transformation json(BiConsumer<Asked, ObjectNode> change) {
        return (asked, planned) -> {
            if (planned.isCompletion() && planned.said() instanceof Said.Json json) {
                change.accept(asked, json.root());
            }
            return planned;
        };
    }

    static Transformation json(Consumer<ObjectNode> change) {
        return json((asked, root) -> change.accept(root));
    }

    /** Every choice of a completion in one piece. */
    static Transformation choices(Consumer<ObjectNode> change) {
        return json(root -> root.path("choices").forEach(choice -> change.accept((ObjectNode) choice)));
    }

    /** Every message of a completion in one piece. */
    static Transformation messages(Consumer<ObjectNode> change) {
        return choices(choice -> change.accept((ObjectNode) choice.path("message")));
    }

    /** The frames of a stream. */
    static Transformation events(UnaryOperator<List<Event>> change) {
        return (asked, planned) -> planned.isCompletion() && planned.said() instanceof Said.Events stream
                ? planned.withSaid(new Said.Events(change.apply(new ArrayList<>(stream.events()))))
                : planned;
    }

    /** Every chunk of a stream. */
    static Transformation chunks(Consumer<ObjectNode> change) {
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
    static Transformation laterChunks(Consumer<ObjectNode> change) {
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
    static Transformation chunkChoices(Consumer<ObjectNode> change) {
        return chunks(chunk -> chunk.path("choices").forEach(choice -> change.accept((ObjectNode) choice)));
    }

    /** A completion in one piece, and every chunk of a stream. */
    static Transformation roots(Consumer<ObjectNode> change) {
        return inTurn(json(change), chunks(change));
    }

    /** The usage, wherever it stands. */
    static Transformation usage(BiConsumer<Asked, ObjectNode> change) {
        return (asked, planned) -> roots(root -> {
                    if (root.get("usage") instanceof ObjectNode usage) {
                        change.accept(asked, usage);
                    }
                })
                .apply(asked, planned);
    }

    static Transformation usage(Consumer<ObjectNode> change) {
        return usage((asked, usage) -> change.accept(usage));
    }

    /** The finish reason of every choice that has one. */
    static Transformation finish(UnaryOperator<String> change) {
        Consumer<ObjectNode> each = choice -> {
            String reason = choice.path("finish_reason").textValue();
            if (reason != null) {
                choice.put("finish_reason", change.apply(reason));
            }
        };
        return inTurn(choices(each), chunkChoices(each));
    }

    /** The body of an error. */
    static Transformation errors(Consumer<ObjectNode> change) {
        return (asked, planned) -> {
            if (planned.isError() && planned.said() instanceof Said.Json json) {
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
