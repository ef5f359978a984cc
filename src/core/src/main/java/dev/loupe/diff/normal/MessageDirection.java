package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;

/** The direction of a message. It decides which changes break, and whether readOnly or writeOnly properties apply. */
public enum MessageDirection {
    REQUEST("readOnly"),
    RESPONSE("writeOnly");

    private static final int DEEPEST = 20;

    private final String hidingKeyword;

    MessageDirection(String hidingKeyword) {
        this.hidingKeyword = hidingKeyword;
    }

    /**
     * Whether a property with this schema does not apply: readOnly in requests, writeOnly in responses. The keyword may be
     * in a part of {@code allOf}, or next to a reference from OpenAPI 3.1 on.
     */
    public boolean hides(JsonNode schema, DocumentPointer at, ReferenceResolver references, boolean openApi30) {
        return hides(schema, at, references, openApi30, 0);
    }

    private boolean hides(
            JsonNode schema, DocumentPointer at, ReferenceResolver references, boolean openApi30, int depth) {
        boolean reference = schema.path("$ref").isTextual();
        if (!(openApi30 && reference) && schema.path(hidingKeyword).asBoolean(false)) {
            return true;
        }
        if (depth > DEEPEST || !(references.followSchema(schema, at) instanceof ReferenceResolver.Target.Found found)) {
            return false;
        }
        if (reference && ReferenceResolver.isReference(found.node())) {
            return hides(found.node(), found.at(), references, openApi30, depth + 1);
        }
        if (found.node().path(hidingKeyword).asBoolean(false)) {
            return true;
        }
        int index = 0;
        for (JsonNode part : Keywords.list(found.node(), "allOf")) {
            if (hides(part, found.at().then("allOf").then(index++), references, openApi30, depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
