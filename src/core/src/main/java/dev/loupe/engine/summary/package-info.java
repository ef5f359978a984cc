/**
 * Findings in, groups, counts, tables and the verdict of a run out. May import {@code engine.result} and what it may
 * import.
 */
@NullMarked
package dev.loupe.engine.summary;

import org.jspecify.annotations.NullMarked;
