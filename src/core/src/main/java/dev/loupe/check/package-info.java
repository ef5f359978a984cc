/**
 * The framework of checks: the input of a check, its result, its description. May import {@code chat},
 * {@code exchange}, {@code openapi} and {@code provider}.
 */
@NullMarked
package dev.loupe.check;

import org.jspecify.annotations.NullMarked;
