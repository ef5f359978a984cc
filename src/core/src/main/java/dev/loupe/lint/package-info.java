/**
 * The framework of lint: an OpenAPI document in, the schemas and values that rules check out. May import {@code check}, {@code
 * exchange} and {@code openapi}.
 */
@NullMarked
package dev.loupe.lint;

import org.jspecify.annotations.NullMarked;
