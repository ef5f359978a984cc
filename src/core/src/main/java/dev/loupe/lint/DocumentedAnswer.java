package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.contract.Operation;
import dev.loupe.contract.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A successful answer that a document describes.
 *
 * @param mediaType where its media type stands
 * @param schema what describes it, references followed
 */
record DocumentedAnswer(Operation operation, JsonPointer mediaType, References.Located schema) {
    /** Those of this media type, in the order of the document. */
    static List<DocumentedAnswer> of(Spec spec, String mediaType) {
        List<DocumentedAnswer> answers = new ArrayList<>();
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
            Spec spec,
            Operation operation,
            References.Located content,
            String mediaType,
            List<DocumentedAnswer> answers) {
        content.node().properties().forEach(media -> {
            String type = media.getKey().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            JsonPointer at = content.pointer().appendProperty(media.getKey());
            if (type.equals(mediaType)) {
                spec.part(at, "schema").ifPresent(schema -> answers.add(new DocumentedAnswer(operation, at, schema)));
            }
        });
    }

    SchemaShape shape(Spec spec) {
        return SchemaShape.of(spec.references(), schema);
    }

    /** What the items of its choices are. */
    SchemaShape choice(Spec spec) {
        return shape(spec).member("choices").items();
    }
}
