/**
 * Differences in, witnesses out: a message that one contract accepts and the other rejects, decided by a validator that is
 * independent of the comparison. May import {@code diff.compare} and what it may import.
 */
@NullMarked
package dev.loupe.diff.prove;

import org.jspecify.annotations.NullMarked;
