/**
 * Results written to disk during the run, and read back. May import {@code engine.result}, {@code engine.summary} and
 * what they may import.
 */
@NullMarked
package dev.loupe.engine.journal;

import org.jspecify.annotations.NullMarked;
