package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** How rules speak of schemas. */
public final class SchemaDescriptions {
    private static final int BRIEF = 80;

    private SchemaDescriptions() {}

    /** The property's name, or the last words of its place. */
    public static String name(LocatedSchema schema) {
        if (!schema.name().isEmpty()) {
            return "`" + schema.name() + "`";
        }
        String at = schema.at().toString();
        return at.length() <= BRIEF ? at : "..." + at.substring(at.length() - BRIEF);
    }

    /** JSON text, cut where it gets long. */
    public static String brief(JsonNode node) {
        return brief(node.toString());
    }

    /** Text, cut where it gets long. */
    public static String brief(String text) {
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "...";
    }

    /** Whether this is a number of tokens in an answer, such as {@code usage.total_tokens}. */
    public static boolean isTokenCount(LocatedSchema schema) {
        return schema.use() == LocatedSchema.Use.ANSWER && schema.name().endsWith("_tokens") && schema.isNumeric();
    }

    /** Whether a reference leads to something in this document. */
    static boolean resolves(JsonNode root, String reference) {
        if (reference.equals("#")) {
            return true;
        }
        if (!reference.startsWith("#/")) {
            return false;
        }
        try {
            return !root.at(pointer(reference)).isMissingNode();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The pointer of a local reference. */
    static JsonPointer pointer(String reference) {
        return JsonPointer.compile(
                URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }
}
