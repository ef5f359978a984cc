/**
 * OpenAPI documents in, contracts out: documents with the line of each pointer, references, operations, overlays, the
 * fingerprint. May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.openapi;

import org.jspecify.annotations.NullMarked;
