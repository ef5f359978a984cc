package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.json;
import static dev.loupe.serve.fault.ResponseEdits.roots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Faults of the ID, model, time and object of a response, and undocumented properties. */
final class IdentityFaults {
    private IdentityFaults() {}

    /** The text becomes a refusal, so that the token count still matches. */
    private static void refuse(ObjectNode message) {
        if (message.has("content")) {
            String text = message.path("content").asText();
            message.putNull("content").put("refusal", text);
        }
    }

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "identity.created-in-milliseconds",
                        "has created in milliseconds",
                        roots(root -> root.put("created", root.path("created").longValue() * 1000)),
                        "identity.created-is-seconds"),
                Fault.response(
                        "identity.empty-id",
                        "sends an empty ID",
                        roots(root -> root.put("id", "")),
                        "protocol.properties"),
                Fault.response(
                        "identity.id-copied",
                        "uses the same ID for every response",
                        roots(root -> root.put("id", "gen-1700000000-0123456789ABCDEFGHIJ")),
                        "identity.id-unique"),
                Fault.response(
                        "identity.id-from-few",
                        "draws IDs from a space of seven",
                        roots(root -> root.put(
                                "id",
                                "chatcmpl-"
                                        + Math.floorMod(root.path("id").asText().hashCode(), 7))),
                        "identity.id-space"),
                Fault.response(
                        "identity.other-object",
                        "has object text_completion in non-streaming responses",
                        json(root -> root.put("object", "text_completion")),
                        "identity.object",
                        "schema.response-corrected"),
                Fault.response(
                        "identity.other-size",
                        "responds with a smaller model than requested",
                        roots(root -> root.put("model", "google/gemma-3-1b-it")),
                        "identity.model-echo"),
                Fault.response(
                        "schema.created-missing",
                        "omits created in non-streaming responses",
                        json(root -> root.remove("created")),
                        "schema.response-corrected"),
                Fault.response(
                        "schema.field-undocumented",
                        "adds an undocumented property to non-streaming responses",
                        ResponseEdits.messages(message -> message.putNull("reasoning_content")),
                        "schema.undocumented-field"),
                Fault.response(
                        "schema.refusal-without-text",
                        "sends a refusal with content null, which the published contract does not allow",
                        ResponseEdits.when(
                                request -> !request.body().has("response_format"),
                                ResponseEdits.sequence(
                                        ResponseEdits.messages(IdentityFaults::refuse),
                                        ResponseEdits.chunkChoices(
                                                choice -> refuse((ObjectNode) choice.path("delta"))))),
                        "schema.response-published"));
    }
}
