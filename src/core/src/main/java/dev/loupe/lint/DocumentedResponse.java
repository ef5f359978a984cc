package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A successful answer that a document describes.
 *
 * @param mediaType where its media type stands
 * @param schema what describes it, references followed
 */
public record DocumentedResponse(Operation operation, JsonPointer mediaType, ReferenceResolver.Located schema) {
    /** Those of this media type, in the order of the document. */
    public static List<DocumentedResponse> of(LintedDocument spec, String mediaType) {
        List<DocumentedResponse> answers = new ArrayList<>();
        for (Operation operation : spec.operations()) {
            operation.node().path("responses").properties().forEach(answer -> {
                if (answer.getKey().startsWith("2")) {
                    spec.part(operation.pointer(), "responses", answer.getKey(), "content")
                            .ifPresent(content -> add(spec, operation, content, mediaType, answers));
                }
            });
        }
        return answers;
    }

    private static void add(
            LintedDocument spec,
            Operation operation,
            ReferenceResolver.Located content,
            String mediaType,
            List<DocumentedResponse> answers) {
        content.node().properties().forEach(media -> {
            String type = media.getKey().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            JsonPointer at = content.pointer().appendProperty(media.getKey());
            if (type.equals(mediaType)) {
                spec.part(at, "schema").ifPresent(schema -> answers.add(new DocumentedResponse(operation, at, schema)));
            }
        });
    }

    public ApplicableSchemas shape(LintedDocument spec) {
        return ApplicableSchemas.of(spec.root(), schema.pointer());
    }

    /** What the items of its choices are. */
    public ApplicableSchemas choice(LintedDocument spec) {
        return shape(spec).property("choices").items();
    }
}
