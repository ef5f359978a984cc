package dev.loupe.openapi;

import java.util.Set;

/**
 * The role of a value in an OpenAPI document, which depends on its location: {@code title} is documentation in a schema and
 * a name in {@code properties}, and {@code $ref} in an example is no reference.
 */
public enum NodeRole {
    /** An OpenAPI object that is not a schema: an operation, a response, a media type. */
    OBJECT,
    /** A map from names to objects: the names are the author's. */
    OBJECTS,
    /** A map from paths or status codes to objects, in which {@code x-} is an extension. */
    PATTERNED,
    /** A schema. */
    SCHEMA,
    /** A map from names to schemas. */
    SCHEMAS,
    /** A discriminator's mapping: its values refer to schemas without {@code $ref}. */
    MAPPING,
    /** A literal value: {@code default}, {@code enum}. */
    DATA,
    /** What has no effect on clients: descriptions, examples, extensions. */
    DOCUMENTATION;

    private static final Set<String> DOCUMENTATION_KEYS =
            Set.of("description", "summary", "example", "examples", "externalDocs", "title", "$comment");
    private static final Set<String> DOCUMENTATION_KEYS_OF_OBJECTS = Set.of("info", "tags", "operationId");
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
            "mediaTypes",
            "additionalOperations",
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

    /** The role of the property of this name. The items of an array have the role of the array. */
    public NodeRole property(String name) {
        return switch (this) {
            case OBJECTS -> OBJECT;
            case PATTERNED -> name.startsWith("x-") ? DOCUMENTATION : OBJECT;
            case SCHEMAS -> SCHEMA;
            case MAPPING, DATA -> DATA;
            case DOCUMENTATION -> DOCUMENTATION;
            case SCHEMA -> ofSchema(name);
            case OBJECT -> ofObject(name);
        };
    }

    private static NodeRole ofSchema(String name) {
        if (isDocumentation(name)) {
            return DOCUMENTATION;
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
        if (isDocumentation(name) || DOCUMENTATION_KEYS_OF_OBJECTS.contains(name)) {
            return DOCUMENTATION;
        }
        return switch (name) {
            case "schema", "itemSchema" -> SCHEMA;
            case "schemas" -> SCHEMAS;
            case "paths", "responses" -> PATTERNED;
            case "mapping" -> MAPPING;
            case "default", "enum" -> DATA;
            default -> MAPS_OF_OBJECTS.contains(name) ? OBJECTS : OBJECT;
        };
    }

    private static boolean isDocumentation(String name) {
        return DOCUMENTATION_KEYS.contains(name) || name.startsWith("x-");
    }
}
