/**
 * The entry of the comparison: two specs in, changes with levels out. May import {@code diff.judge} and what it may
 * import.
 */
@NullMarked
package dev.loupe.diff;

import org.jspecify.annotations.NullMarked;
