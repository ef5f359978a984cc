/**
 * Differences in, witnesses out: a message that one spec accepts and the other rejects, according to a validator that
 * is independent of the comparison. May import {@code diff.compare} and what it may import.
 */
@NullMarked
package dev.loupe.diff.prove;

import org.jspecify.annotations.NullMarked;
