package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the nodes of one document in less memory: most objects of a spec have one to three properties, and most of its
 * strings occur often ({@code string}, {@code #/components/schemas/Error}).
 */
final class DocumentNodes extends JsonNodeFactory {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_SHARED = 40;
    private static final int MOST_SHARED = 20_000;

    private final transient Map<String, TextNode> shared = new HashMap<>();

    @Override
    public ObjectNode objectNode() {
        Map<String, JsonNode> properties = new LinkedHashMap<>(2);
        return new ObjectNode(this, properties);
    }

    @Override
    public TextNode textNode(String text) {
        if (text.length() > LONGEST_SHARED) {
            return super.textNode(text);
        }
        TextNode known = shared.get(text);
        if (known == null) {
            known = super.textNode(text);
            if (shared.size() < MOST_SHARED) {
                shared.put(text, known);
            }
        }
        return known;
    }
}
