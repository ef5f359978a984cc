/**
 * The normal form of schemas: what values they accept, whichever spelling was used, OpenAPI 3.0 or 3.1. May import {@code
 * openapi}.
 */
@NullMarked
package dev.loupe.diff.normal;

import org.jspecify.annotations.NullMarked;
