/**
 * The framework of checks: what a check is given, what it returns, what it declares about itself. May import {@code chat},
 * {@code exchange}, {@code openapi} and {@code provider}.
 */
@NullMarked
package dev.loupe.check;

import org.jspecify.annotations.NullMarked;
