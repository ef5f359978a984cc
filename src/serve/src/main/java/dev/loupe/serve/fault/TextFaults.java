package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.choices;
import static dev.loupe.serve.fault.ResponseEdits.when;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.IncomingRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of the text of non-streaming responses: what does not belong into it, and what is lost. */
final class TextFaults {
    private static final String PASSAGE = "I will check that again. ";

    private TextFaults() {}

    static List<Fault> all() {
        return List.of(
                text(
                        "message.cut-in-code",
                        "ends the text inside a code block, with finish_reason stop",
                        text -> text + "\n\n```python\nimport json\njson.loa",
                        "message.not-cut"),
                text(
                        "message.error-as-text",
                        "sends the error of an upstream as the text",
                        text -> "{\"error\": {\"message\": \"the model is overloaded\", \"code\": 503}}",
                        "error.not-200"),
                text(
                        "message.loop",
                        "repeats one passage",
                        text -> text + PASSAGE.repeat(60),
                        "message.no-loop",
                        "usage.plausible-length"),
                Fault.response(
                        "message.reasoning-only",
                        "sends the text as reasoning alone",
                        when(TextFaults::isPlain, stopped(TextFaults::reasonOnly)),
                        "message.text-after-reasoning",
                        "schema.undocumented-field",
                        "stream.same-as-json"),
                text(
                        "message.replacement-character",
                        "replaces a character of the text",
                        text -> text + " \ufffd",
                        "message.text-readable"),
                text(
                        "message.template-token",
                        "ends the text with the end-of-turn token",
                        text -> text + "<end_of_turn>",
                        "message.no-template-tokens"),
                text(
                        "message.think-block",
                        "begins the text with its reasoning",
                        text -> "<think>\nEasy.\n</think>\n\n" + text,
                        "message.no-think-block"),
                text(
                        "message.white-space",
                        "sends white space as text",
                        text -> "\n \n",
                        "message.not-blank",
                        "usage.plausible-length"));
    }

    private static Fault text(String id, String description, UnaryOperator<String> change, String... checks) {
        return Fault.response(
                id,
                description + " in non-streaming responses without response_format",
                when(TextFaults::isPlain, stopped(choice -> {
                    ObjectNode message = (ObjectNode) choice.path("message");
                    message.put("content", change.apply(message.path("content").asText("")));
                })),
                Stream.concat(Stream.of(checks), Stream.of("stream.same-as-json"))
                        .toArray(String[]::new));
    }

    /** Log probabilities and JSON would no longer match the text. */
    private static boolean isPlain(IncomingRequest request) {
        return !request.body().has("response_format")
                && !request.property("logprobs").asBoolean(false);
    }

    private static ResponseTransformation stopped(Consumer<ObjectNode> change) {
        return choices(choice -> {
            if (choice.path("finish_reason").asText("").equals("stop")) {
                change.accept(choice);
            }
        });
    }

    private static void reasonOnly(ObjectNode choice) {
        ObjectNode message = (ObjectNode) choice.path("message");
        message.put("reasoning_content", message.path("content").asText(""));
        message.put("content", "");
    }
}
