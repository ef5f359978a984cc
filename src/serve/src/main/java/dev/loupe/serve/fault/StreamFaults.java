package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.chunkChoices;
import static dev.loupe.serve.fault.ResponseEdits.events;
import static dev.loupe.serve.fault.ResponseEdits.laterChunks;
import static dev.loupe.serve.fault.ResponseEdits.when;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.ResponsePayload.Event;
import java.util.ArrayList;
import java.util.List;

/** Faults of streams. */
final class StreamFaults {
    private StreamFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(ofFrames());
        all.addAll(ofConstantProperties());
        all.addAll(ofContent());
        return all;
    }

    private static List<Fault> ofFrames() {
        return List.of(
                Fault.response(
                        "stream.done-twice",
                        "sends [DONE] twice",
                        events(events -> {
                            events.add(new Event.Done());
                            return events;
                        }),
                        "stream.ends-with-done"),
                Fault.response(
                        "stream.error-unsaid",
                        "sends finish_reason error without an error",
                        chunkChoices(choice -> {
                            if (choice.path("finish_reason").isTextual()) {
                                choice.put("finish_reason", "error");
                            }
                        }),
                        "stream.error-is-said"),
                Fault.response(
                        "stream.frame-cut",
                        "sends one frame with truncated JSON",
                        events(events -> {
                            events.add(
                                    Math.min(2, events.size()),
                                    new Event.Raw("data: {\"choices\":[{\"index\":0,\"delta\":{\"con\n\n"));
                            return events;
                        }),
                        "stream.frames-parse"),
                Fault.response(
                        "stream.gives-up-silently",
                        "ends in the middle without finish_reason, error or [DONE]",
                        events(events -> events.subList(0, Math.max(1, events.size() / 2))),
                        "stream.finished"),
                Fault.response(
                        "stream.no-done",
                        "omits [DONE]",
                        events(events -> {
                            events.removeIf(Event.Done.class::isInstance);
                            return events;
                        }),
                        "stream.ends-with-done"),
                Fault.response(
                        "stream.no-finish",
                        "omits finish_reason",
                        events(events -> {
                            events.removeIf(ResponseEdits::isFinish);
                            return events;
                        }),
                        "stream.finished"),
                Fault.response(
                        "stream.plain-text",
                        "sends the stream as text/plain",
                        when(
                                IncomingRequest::isStreaming,
                                (request, planned) -> planned.isCompletion()
                                        ? planned.header("content-type", "text/plain; charset=utf-8")
                                        : planned),
                        "stream.content-type",
                        "schema.documented-status"),
                Fault.response(
                        "stream.usage-early",
                        "sends the usage before finish_reason",
                        events(StreamFaults::usageBeforeFinish),
                        "stream.usage-last"));
    }

    private static List<Fault> ofConstantProperties() {
        return List.of(
                Fault.response(
                        "stream.created-moves",
                        "changes created in the second half of a stream",
                        laterChunks(chunk ->
                                chunk.put("created", chunk.path("created").longValue() + 1)),
                        "stream.same-created"),
                Fault.response(
                        "stream.id-moves",
                        "changes the ID in the second half of a stream",
                        laterChunks(chunk -> chunk.put("id", chunk.path("id").asText() + "b")),
                        "stream.same-id"),
                Fault.response(
                        "stream.model-moves",
                        "changes the model alias in the second half of a stream",
                        laterChunks(
                                chunk -> chunk.put("model", chunk.path("model").asText() + ":free")),
                        "stream.same-model"),
                Fault.response(
                        "stream.object-moves",
                        "changes object in the second half of a stream",
                        laterChunks(chunk -> chunk.put("object", "chat.completion")),
                        "stream.same-object",
                        "schema.response-corrected"));
    }

    private static List<Fault> ofContent() {
        return List.of(
                Fault.response(
                        "stream.index-from-one",
                        "numbers choices from 1",
                        chunkChoices(choice ->
                                choice.put("index", choice.path("index").intValue() + 1)),
                        "stream.choice-indices"),
                Fault.response(
                        "stream.no-role",
                        "omits the role",
                        chunkChoices(choice -> ((ObjectNode) choice.path("delta")).remove("role")),
                        "stream.role-first"),
                Fault.response(
                        "stream.other-text",
                        "sends the text of a stream in another order than in a non-streaming response",
                        when(
                                request -> !request.body().has("stop")
                                        && !request.body().has("response_format"),
                                events(StreamFaults::firstTextLast)),
                        "stream.same-as-json",
                        "message.not-cut"),
                Fault.response(
                        "stream.text-after-finish",
                        "sends the last text after finish_reason",
                        events(StreamFaults::lastTextAfterFinish),
                        "stream.nothing-after-finish"),
                Fault.response(
                        "stream.tool-arguments-torn",
                        "sends truncated tool call arguments in requests without response_format",
                        when(
                                request -> !request.body().has("response_format"),
                                events(StreamFaults::truncatedToolCall)),
                        "stream.tool-arguments-join",
                        "stream.same-as-json",
                        "tool.name-offered"));
    }

    /** Each chunk gets the text of the next one, the last one that of the first. */
    private static List<Event> firstTextLast(List<Event> events) {
        List<ObjectNode> deltas = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Data data && !ResponseEdits.text(event).isEmpty()) {
                deltas.add((ObjectNode) data.json().at("/choices/0/delta"));
            }
        }
        List<String> texts =
                deltas.stream().map(delta -> delta.path("content").asText()).toList();
        for (int at = 0; at < deltas.size(); at++) {
            deltas.get(at).put("content", texts.get((at + 1) % texts.size()));
        }
        return events;
    }

    private static List<Event> usageBeforeFinish(List<Event> events) {
        List<Event> usage = events.stream().filter(ResponseEdits::isUsage).toList();
        events.removeAll(usage);
        int finish = first(events, ResponseEdits::isFinish);
        events.addAll(Math.max(0, finish), usage);
        return events;
    }

    private static List<Event> lastTextAfterFinish(List<Event> events) {
        int finish = first(events, ResponseEdits::isFinish);
        int text = finish - 1;
        while (text >= 0 && ResponseEdits.text(events.get(text)).isEmpty()) {
            text--;
        }
        if (text >= 0) {
            events.add(finish, events.remove(text));
        }
        return events;
    }

    /** The text becomes the argument of a tool call, in as many chunks; its quote and brace are never closed. */
    private static List<Event> truncatedToolCall(List<Event> events) {
        boolean first = true;
        for (Event event : events) {
            if (event instanceof Event.Data data && !ResponseEdits.text(event).isEmpty()) {
                ObjectNode delta = (ObjectNode) data.json().at("/choices/0/delta");
                String text = ResponseEdits.text(event).replaceAll("[\"\\\\\\p{Cntrl}]", " ");
                delta.remove("content");
                ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
                if (first) {
                    call.put("id", "call_1").put("type", "function");
                    call.putObject("function").put("name", "look_up").put("arguments", "{\"what\": \"" + text);
                } else {
                    call.putObject("function").put("arguments", text);
                }
                first = false;
            } else if (event instanceof Event.Data data && ResponseEdits.isFinish(event)) {
                ((ObjectNode) data.json().at("/choices/0")).put("finish_reason", "tool_calls");
            }
        }
        return events;
    }

    private static int first(List<Event> events, java.util.function.Predicate<Event> condition) {
        for (int at = 0; at < events.size(); at++) {
            if (condition.test(events.get(at))) {
                return at;
            }
        }
        return -1;
    }
}
