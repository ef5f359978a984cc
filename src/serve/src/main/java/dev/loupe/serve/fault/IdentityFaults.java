package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.json;
import static dev.loupe.serve.fault.ResponseEdits.roots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Faults of what an answer says of itself, and of members that nobody documented. */
final class IdentityFaults {
    private IdentityFaults() {}

    /** What would have been the text becomes a refusal, so that tokens and text still agree. */
    private static void refuse(ObjectNode message) {
        if (message.has("content")) {
            String text = message.path("content").asText();
            message.putNull("content").put("refusal", text);
        }
    }

    static List<Fault> all() {
        return List.of(
                Fault.answer(
                        "identity.created-in-milliseconds",
                        "says when it was made in milliseconds",
                        roots(root -> root.put("created", root.path("created").longValue() * 1000)),
                        "identity.created-is-seconds"),
                Fault.answer(
                        "identity.id-copied",
                        "gives every answer the same id",
                        roots(root -> root.put("id", "gen-1700000000-0123456789ABCDEFGHIJ")),
                        "identity.id-unique"),
                Fault.answer(
                        "identity.other-object",
                        "calls an answer in one piece a text_completion",
                        json(root -> root.put("object", "text_completion")),
                        "identity.object",
                        "schema.response-corrected"),
                Fault.answer(
                        "identity.other-size",
                        "answers with a smaller model than asked for",
                        roots(root -> root.put("model", "google/gemma-3-1b-it")),
                        "identity.model-echo"),
                Fault.answer(
                        "schema.created-missing",
                        "leaves out when an answer in one piece was made",
                        json(root -> root.remove("created")),
                        "schema.response-corrected"),
                Fault.answer(
                        "schema.field-undocumented",
                        "adds a member that the contract does not know to an answer in one piece",
                        ResponseEdits.messages(message -> message.putNull("reasoning_content")),
                        "schema.undocumented-field"),
                Fault.answer(
                        "schema.refusal-without-text",
                        "refuses with no text at all, which the published contract does not allow",
                        ResponseEdits.when(
                                asked -> !asked.body().has("response_format"),
                                ResponseEdits.inTurn(
                                        ResponseEdits.messages(IdentityFaults::refuse),
                                        ResponseEdits.chunkChoices(
                                                choice -> refuse((ObjectNode) choice.path("delta"))))),
                        "schema.response-published"));
    }
}
