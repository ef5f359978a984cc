package dev.loupe.openapi;

import java.util.Set;

/**
 * What a value in an OpenAPI document is, which only the way to it can tell: {@code title} is prose in a schema and a
 * name in {@code properties}, and {@code $ref} in an example refers to nothing.
 */
public enum NodeRole {
    /** An OpenAPI object that is not a schema: an operation, an answer, a media type. */
    OBJECT,
    /** A map from names to objects: the names are the author's. */
    OBJECTS,
    /** A map from paths or status codes to objects, in which {@code x-} is an extension. */
    PATTERNED,
    /** A schema. */
    SCHEMA,
    /** A map from names to schemas. */
    SCHEMAS,
    /** A discriminator's mapping: its values refer to schemas without saying {@code $ref}. */
    MAPPING,
    /** A literal value: {@code default}, {@code enum}. */
    DATA,
    /** What no client acts upon: descriptions, samples, extensions. */
    PROSE;

    private static final Set<String> PROSE_OF_ALL =
            Set.of("description", "summary", "example", "examples", "externalDocs", "title", "$comment");
    private static final Set<String> PROSE_OF_OBJECTS = Set.of("info", "tags", "operationId");
    private static final Set<String> MAPS_OF_OBJECTS = Set.of(
            "webhooks",
            "pathItems",
            "requestBodies",
            "headers",
            "content",
            "callbacks",
            "links",
            "securitySchemes",
            "variables",
            "encoding",
            "scopes",
            "security");
    private static final Set<String> MAPS_OF_SCHEMAS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
    private static final Set<String> SCHEMA_KEYWORDS = Set.of(
            "items",
            "prefixItems",
            "additionalItems",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties",
            "propertyNames",
            "contains",
            "contentSchema",
            "not",
            "if",
            "then",
            "else",
            "allOf",
            "anyOf",
            "oneOf");

    /** What the member of this name is. The items of an array are what the array is. */
    public NodeRole member(String name) {
        return switch (this) {
            case OBJECTS -> OBJECT;
            case PATTERNED -> name.startsWith("x-") ? PROSE : OBJECT;
            case SCHEMAS -> SCHEMA;
            case MAPPING, DATA -> DATA;
            case PROSE -> PROSE;
            case SCHEMA -> ofSchema(name);
            case OBJECT -> ofObject(name);
        };
    }

    private static NodeRole ofSchema(String name) {
        if (isProse(name)) {
            return PROSE;
        }
        if (name.equals("discriminator") || name.equals("xml")) {
            return OBJECT;
        }
        if (MAPS_OF_SCHEMAS.contains(name)) {
            return SCHEMAS;
        }
        return SCHEMA_KEYWORDS.contains(name) ? SCHEMA : DATA;
    }

    private static NodeRole ofObject(String name) {
        if (isProse(name) || PROSE_OF_OBJECTS.contains(name)) {
            return PROSE;
        }
        return switch (name) {
            case "schema" -> SCHEMA;
            case "schemas" -> SCHEMAS;
            case "paths", "responses" -> PATTERNED;
            case "mapping" -> MAPPING;
            case "default", "enum" -> DATA;
            default -> MAPS_OF_OBJECTS.contains(name) ? OBJECTS : OBJECT;
        };
    }

    private static boolean isProse(String name) {
        return PROSE_OF_ALL.contains(name) || name.startsWith("x-");
    }
}
