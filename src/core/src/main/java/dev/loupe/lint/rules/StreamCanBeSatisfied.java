package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.DocumentedResponse;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.TypicalChatMessages;
import dev.loupe.lint.ValidatedValues;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "lint.stream-satisfiable",
        level = Level.MUST,
        truth = "The schema of a stream accepts a typical stream",
        source = "Measured: what the reference implementation of this API sends",
        why = "No real response satisfies the contract: every conformance run fails, and strict clients break",
        fix = "Make finish_reason nullable, role and content of a delta optional, and usage nullable")
final class StreamCanBeSatisfied implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        ValidatedValues values = new ValidatedValues(spec);
        for (DocumentedResponse stream : DocumentedResponse.of(spec, "text/event-stream")) {
            if (describesChunks(spec, stream)) {
                Violation confused = confused(spec, stream);
                if (confused == null) {
                    values.accepts(stream.schema().pointer(), TypicalChatMessages.stream(stream.schemas(spec)));
                } else {
                    values.violated(confused);
                }
            } else if (isOfChat(stream) && !describesText(spec, stream)) {
                values.unknown("the schema of the stream describes neither its chunks nor its text");
            }
        }
        return values.result("no stream of chunks in the style of chat completions");
    }

    /** A delta in the items of choices identifies chunks; for a chat completions operation, choices are enough. */
    private static boolean describesChunks(LintedDocument spec, DocumentedResponse stream) {
        return !stream.choice(spec).property("delta").isEmpty()
                || (isOfChat(stream)
                        && !stream.schemas(spec).property("choices").isEmpty());
    }

    private static boolean isOfChat(DocumentedResponse stream) {
        return stream.operation().path().endsWith("/chat/completions");
    }

    /** OpenAPI 3.0 and 3.1 cannot describe a stream of events, so many documents describe its text. */
    private static boolean describesText(LintedDocument spec, DocumentedResponse stream) {
        return spec.mismatches(stream.schema().pointer(), TextNode.valueOf("data: {}"))
                .map(List::isEmpty)
                .orElse(false);
    }

    /** The stream has the schema of the non-streaming response: one defect, not one for each difference. */
    private static @Nullable Violation confused(LintedDocument spec, DocumentedResponse stream) {
        boolean same = DocumentedResponse.of(spec, "application/json").stream()
                .anyMatch(json -> json.operation().equals(stream.operation())
                        && json.schema().node().equals(stream.schema().node()));
        for (TypicalChatMessages.Message message :
                same ? TypicalChatMessages.stream(stream.schemas(spec)) : List.<TypicalChatMessages.Message>of()) {
            List<InstanceViolation> mismatches =
                    spec.mismatches(stream.schema().pointer(), message.json()).orElse(List.of());
            if (!mismatches.isEmpty()) {
                return LintRule.defect(
                        stream.mediaType().appendProperty("schema"),
                        "a schema of the chunks of a stream",
                        "the schema of the JSON response",
                        "the stream is described by the schema of the JSON response: "
                                + message.rejected(mismatches.getFirst()));
            }
        }
        return null;
    }
}
