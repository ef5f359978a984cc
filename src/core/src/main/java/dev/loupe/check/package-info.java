/**
 * The framework of checks: the input of a check, its result, its description. May import {@code chat},
 * {@code exchange}, {@code openapi}, {@code provider} and {@code text}.
 */
@NullMarked
package dev.loupe.check;

import org.jspecify.annotations.NullMarked;
