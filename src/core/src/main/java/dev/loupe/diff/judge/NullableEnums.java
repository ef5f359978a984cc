package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.openapi.DocumentPointer;
import org.jspecify.annotations.Nullable;

/**
 * Whether null is accepted depends on how a validator reads {@code nullable: true} next to an {@code enum} without null. By
 * the text of OpenAPI 3.0.3 the enum rejects null, and many validators accept it.
 */
final class NullableEnums {
    private NullableEnums() {}

    static boolean decide(Difference difference, JsonNode oldRoot, JsonNode nextRoot) {
        return difference.kind().subject() == Subject.NULL
                && (isOne(oldRoot, difference.oldAt()) || isOne(nextRoot, difference.newAt()));
    }

    /** Whether the schema, or the schema with the keyword at that location, is nullable and lists values without null. */
    private static boolean isOne(JsonNode root, @Nullable DocumentPointer at) {
        if (at == null || !Normalizer.openApi30(root)) {
            return false;
        }
        JsonNode node = root.at(at.toJsonPointer());
        JsonNode schema = node.isObject() ? node : root.at(at.toJsonPointer().head());
        return schema.path("nullable").asBoolean(false)
                && schema.path("enum").isArray()
                && schema.path("enum").valueStream().noneMatch(JsonNode::isNull);
    }
}
