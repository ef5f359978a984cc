package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.text.TextTruncation;
import java.util.List;

/** The names of schemas in messages. */
public final class SchemaDescriptions {
    private static final int BRIEF = 80;

    private SchemaDescriptions() {}

    /** The name of the property, or the end of the schema's location. */
    public static String name(LocatedSchema schema) {
        if (!schema.name().isEmpty()) {
            return "`" + schema.name() + "`";
        }
        String at = schema.at().toString();
        return TextTruncation.shortenedAtStart(at, BRIEF);
    }

    /** JSON text, cut when it is long. */
    public static String brief(JsonNode node) {
        return brief(node.toString());
    }

    /** Text, cut when it is long. */
    public static String brief(String text) {
        return TextTruncation.shortened(text, BRIEF);
    }

    /** The schemas of token counts in responses. */
    public static List<LocatedSchema> tokenCounts(LintedDocument spec) {
        return spec.schemas().stream().filter(SchemaDescriptions::isTokenCount).toList();
    }

    /** Whether this is a number of tokens in a response, such as {@code usage.total_tokens}. */
    private static boolean isTokenCount(LocatedSchema schema) {
        return schema.use() == LocatedSchema.Use.RESPONSE && schema.name().endsWith("_tokens") && schema.isNumeric();
    }
}
