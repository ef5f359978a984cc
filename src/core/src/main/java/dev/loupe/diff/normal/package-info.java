/**
 * The normal form of schemas: the values they accept, independent of spelling and of OpenAPI 3.0 or 3.1. May import
 * {@code openapi}.
 */
@NullMarked
package dev.loupe.diff.normal;

import org.jspecify.annotations.NullMarked;
