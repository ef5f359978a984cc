package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.DocumentedResponse;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.TypicalChatMessages;
import dev.loupe.lint.ValidatedValues;
import dev.loupe.openapi.schema.SchemaViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema of a stream accepts an ordinary stream. */
final class StreamCanBeSatisfied implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.stream-satisfiable",
                Level.MUST,
                "The schema of a stream accepts an ordinary stream",
                "Measured: what the reference implementation of this API sends",
                "No real answer can obey the contract: every conformance run fails, and strict clients break",
                "Make finish_reason nullable, role and content of a delta optional, and usage nullable");
    }

    @Override
    public Result on(LintedDocument spec) {
        ValidatedValues looked = new ValidatedValues(spec);
        for (DocumentedResponse stream : DocumentedResponse.of(spec, "text/event-stream")) {
            if (describesChunks(spec, stream)) {
                Violation confused = confused(spec, stream);
                if (confused == null) {
                    looked.accepts(stream.schema().pointer(), TypicalChatMessages.stream(stream.shape(spec)));
                } else {
                    looked.broken(confused);
                }
            } else if (isOfChat(stream) && !describesText(spec, stream)) {
                looked.unknown("the schema of the stream describes neither its chunks nor its text");
            }
        }
        return looked.result("no stream of chunks in the style of chat completions");
    }

    /** What the items of its choices are tells chunks anywhere; where chat completions are asked for, choices are enough. */
    private static boolean describesChunks(LintedDocument spec, DocumentedResponse stream) {
        return !stream.choice(spec).property("delta").isEmpty()
                || (isOfChat(stream) && !stream.shape(spec).property("choices").isEmpty());
    }

    private static boolean isOfChat(DocumentedResponse stream) {
        return stream.operation().path().endsWith("/chat/completions");
    }

    /** OpenAPI 3.0 and 3.1 have no words for a stream of events, so many describe the text of it. */
    private static boolean describesText(LintedDocument spec, DocumentedResponse stream) {
        return spec.mismatches(stream.schema().pointer(), TextNode.valueOf("data: {}"))
                .map(List::isEmpty)
                .orElse(false);
    }

    /** The stream described as the answer that it stands in for: one defect, not one for each thing that differs. */
    private static @Nullable Violation confused(LintedDocument spec, DocumentedResponse stream) {
        boolean same = DocumentedResponse.of(spec, "application/json").stream()
                .anyMatch(json -> json.operation().equals(stream.operation())
                        && json.schema().node().equals(stream.schema().node()));
        for (TypicalChatMessages.Message message :
                same ? TypicalChatMessages.stream(stream.shape(spec)) : List.<TypicalChatMessages.Message>of()) {
            List<SchemaViolation> mismatches =
                    spec.mismatches(stream.schema().pointer(), message.json()).orElse(List.of());
            if (!mismatches.isEmpty()) {
                return LintRule.defect(
                        stream.mediaType().appendProperty("schema"),
                        "a schema of the chunks of a stream",
                        "the schema of the JSON answer",
                        "the stream is described by the schema of the JSON answer: "
                                + message.rejected(mismatches.getFirst()));
            }
        }
        return null;
    }
}
