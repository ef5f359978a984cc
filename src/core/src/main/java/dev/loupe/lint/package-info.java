/**
 * The framework of lint: an OpenAPI document in, the places that rules look at out. May import {@code check}, {@code
 * exchange} and {@code openapi}.
 */
@NullMarked
package dev.loupe.lint;

import org.jspecify.annotations.NullMarked;
