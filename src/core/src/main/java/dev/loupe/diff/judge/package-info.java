/**
 * Differences in, changes out: rules, levels, accepted changes, recorded traffic. May import {@code
 * diff.prove} and what it may import, {@code exchange} and {@code check}.
 */
@NullMarked
package dev.loupe.diff.judge;

import org.jspecify.annotations.NullMarked;
