package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.MediaTypeSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A successful response that a document describes.
 *
 * @param mediaType the location of its media type
 * @param schema its schema, references followed
 */
public record DocumentedResponse(Operation operation, JsonPointer mediaType, ReferenceResolver.Located schema) {
    /** The responses of this media type, in the order of the document. */
    public static List<DocumentedResponse> of(LintedDocument spec, String mediaType) {
        List<DocumentedResponse> responses = new ArrayList<>();
        for (Operation operation : spec.operations()) {
            operation.node().path("responses").properties().forEach(response -> {
                if (response.getKey().startsWith("2")) {
                    spec.part(operation.pointer(), "responses", response.getKey(), "content")
                            .ifPresent(content -> add(spec, operation, content, mediaType, responses));
                }
            });
        }
        return responses;
    }

    private static void add(
            LintedDocument spec,
            Operation operation,
            ReferenceResolver.Located content,
            String mediaType,
            List<DocumentedResponse> responses) {
        content.node().properties().forEach(media -> {
            String type = media.getKey().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            JsonPointer at = content.pointer().appendProperty(media.getKey());
            if (type.equals(mediaType)) {
                spec.part(at).ifPresent(found -> MediaTypeSchemas.of(found, mediaType, spec.root()).stream()
                        .flatMap(schema -> spec.references().follow(schema).stream())
                        .forEach(schema -> responses.add(new DocumentedResponse(operation, at, schema))));
            }
        });
    }

    public ApplicableSchemas schemas(LintedDocument spec) {
        return ApplicableSchemas.of(spec.root(), schema.pointer());
    }

    /** The schemas of the items of its choices. */
    public ApplicableSchemas choice(LintedDocument spec) {
        return schemas(spec).property("choices").items();
    }
}
