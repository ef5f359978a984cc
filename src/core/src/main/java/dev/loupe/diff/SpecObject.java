package dev.loupe.diff;

import java.util.Map;

/** The kinds of objects of a spec, each with the properties that the comparison reads. */
enum SpecObject {
    PATH_ITEM,
    OPERATION,
    PARAMETER,
    BODY,
    RESPONSE,
    HEADER,
    MEDIA_TYPE,
    SCHEMA,
    SECURITY_SCHEME,
    REQUIREMENT,
    CALLBACK;

    /** The properties, and what each holds. */
    Map<String, Content> properties() {
        return switch (this) {
            case PATH_ITEM -> Map.of("parameters", new Content(Shape.LIST, PARAMETER));
            case OPERATION ->
                Map.of(
                        "parameters", new Content(Shape.LIST, PARAMETER),
                        "requestBody", new Content(Shape.ONE, BODY),
                        "responses", new Content(Shape.MAP, RESPONSE),
                        "callbacks", new Content(Shape.MAP, CALLBACK),
                        "security", new Content(Shape.LIST, REQUIREMENT));
            case PARAMETER, HEADER ->
                Map.of(
                        "schema", new Content(Shape.ONE, SCHEMA),
                        "content", new Content(Shape.MAP, MEDIA_TYPE));
            case BODY -> Map.of("content", new Content(Shape.MAP, MEDIA_TYPE));
            case RESPONSE ->
                Map.of(
                        "content", new Content(Shape.MAP, MEDIA_TYPE),
                        "headers", new Content(Shape.MAP, HEADER));
            case MEDIA_TYPE ->
                Map.of("schema", new Content(Shape.ONE, SCHEMA), "itemSchema", new Content(Shape.ONE, SCHEMA));
            case SCHEMA, SECURITY_SCHEME, REQUIREMENT, CALLBACK -> Map.of();
        };
    }

    enum Shape {
        ONE,
        LIST,
        MAP
    }

    /** What a property holds: one object of a kind, a list of them, or a map. */
    record Content(Shape shape, SpecObject type) {}
}
