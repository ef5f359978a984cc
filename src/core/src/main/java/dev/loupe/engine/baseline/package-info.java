/**
 * Accepted findings: read, matched, written. May import {@code engine.journal} and what it may import.
 */
@NullMarked
package dev.loupe.engine.baseline;

import org.jspecify.annotations.NullMarked;
