/**
 * Contracts in, validation of instances out: OpenAPI schemas as JSON Schema 2020-12, what applies to one value once
 * {@code $ref} and {@code allOf} are followed, patterns as languages. May import {@code openapi} and {@code text}.
 *
 * <p>OpenAPI 3.0 is read strictly, by the text of 3.0.3: {@code nullable} adds null to the {@code type} next to it and
 * does nothing else, so a nullable {@code enum} that does not list null rejects null. {@code format} is a hint and never rejects.
 */
@NullMarked
package dev.loupe.openapi.schema;

import org.jspecify.annotations.NullMarked;
