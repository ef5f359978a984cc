/**
 * OpenAPI documents in, contracts out: documents with the line of each pointer, references, operations, overlays, the
 * fingerprint. May import {@code text}.
 */
@NullMarked
package dev.loupe.openapi;

import org.jspecify.annotations.NullMarked;
