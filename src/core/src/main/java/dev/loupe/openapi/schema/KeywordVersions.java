package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.openapi.NodeRole;
import java.util.Optional;
import java.util.Set;

/** The keywords of schemas by version of OpenAPI. */
public final class KeywordVersions {
    /** Keywords of JSON Schema that OpenAPI 3.0 does not have. */
    private static final Set<String> NOT_IN_30 = Set.of(
            "$anchor",
            "$defs",
            "$dynamicAnchor",
            "$dynamicRef",
            "$id",
            "$schema",
            "const",
            "contains",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "dependentRequired",
            "dependentSchemas",
            "else",
            "examples",
            "if",
            "maxContains",
            "minContains",
            "patternProperties",
            "prefixItems",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");

    private KeywordVersions() {}

    /** False for the keywords of JSON Schema that came with OpenAPI 3.1. */
    public static boolean isIn30(String keyword) {
        return !NOT_IN_30.contains(keyword);
    }

    /** The first keyword on the way to a location that OpenAPI 3.0 does not have. */
    public static Optional<String> newIn31(JsonPointer location) {
        NodeRole role = NodeRole.OBJECT;
        for (JsonPointer rest = location; !rest.matches(); rest = rest.tail()) {
            String token = rest.getMatchingProperty();
            if (role == NodeRole.SCHEMA && !isIn30(token)) {
                return Optional.of(token);
            }
            // a number below a keyword is the index of a schema in a list
            boolean index = role == NodeRole.SCHEMA && rest.mayMatchElement();
            role = index ? role : role.property(token);
        }
        return Optional.empty();
    }
}
