/**
 * Schemas in, values out: the smallest valid one, and values on both sides of each rule. May import {@code openapi},
 * {@code openapi.schema} and {@code text}.
 */
@NullMarked
package dev.loupe.openapi.values;

import org.jspecify.annotations.NullMarked;
