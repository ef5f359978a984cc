/**
 * OpenAPI text in, contracts out: operations, schemas by JSON pointer, overlays, fingerprints. May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.contract;

import org.jspecify.annotations.NullMarked;
