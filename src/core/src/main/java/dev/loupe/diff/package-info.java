/**
 * The entry of comparison: two contracts in, judged changes out. May import {@code diff.judge} and what it may import.
 */
@NullMarked
package dev.loupe.diff;

import org.jspecify.annotations.NullMarked;
