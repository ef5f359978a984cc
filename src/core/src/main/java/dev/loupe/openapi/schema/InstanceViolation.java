package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import org.apiguardian.api.API;

/**
 * One violation of a schema by an instance. Of a union only the nearest branch is reported.
 *
 * @param at the location in the instance
 * @param keyword the violated keyword, {@code maximum}
 * @param expected what the schema requires, {@code at most 2}
 * @param actual the actual value as short JSON text; "nothing" when absent
 * @param message one sentence for a person
 * @param schemaAt the location of the keyword in the OpenAPI document
 */
@API(status = API.Status.EXPERIMENTAL)
public record InstanceViolation(
        JsonPointer at, String keyword, String expected, String actual, String message, JsonPointer schemaAt) {}
