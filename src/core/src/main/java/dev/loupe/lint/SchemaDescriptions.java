package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.text.TextTruncation;

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
        return TextTruncation.shortenedAtStart(at, BRIEF);
    }

    /** JSON text, cut where it gets long. */
    public static String brief(JsonNode node) {
        return brief(node.toString());
    }

    /** Text, cut where it gets long. */
    public static String brief(String text) {
        return TextTruncation.shortened(text, BRIEF);
    }

    /** Whether this is a number of tokens in an answer, such as {@code usage.total_tokens}. */
    public static boolean isTokenCount(LocatedSchema schema) {
        return schema.use() == LocatedSchema.Use.ANSWER && schema.name().endsWith("_tokens") && schema.isNumeric();
    }
}
