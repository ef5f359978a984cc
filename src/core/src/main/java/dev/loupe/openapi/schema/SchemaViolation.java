package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One place at which an instance does not obey its schema. Of a union only the nearest branch is told.
 *
 * @param at where in the instance
 * @param keyword the keyword that is broken, {@code maximum}
 * @param expected what the schema asks for there, {@code at most 2}
 * @param actual what is there, as short JSON text; "nothing" when absent
 * @param message one sentence for a person
 * @param schemaAt where in the OpenAPI document the keyword stands
 */
public record SchemaViolation(
        JsonPointer at, String keyword, String expected, String actual, String message, JsonPointer schemaAt) {}
