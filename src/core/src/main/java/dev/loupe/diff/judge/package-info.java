/**
 * Differences in, changes out: the rule and level of each, what was accepted, what recorded traffic uses. May import {@code
 * diff.prove} and what it may import, {@code exchange} and {@code check}.
 */
@NullMarked
package dev.loupe.diff.judge;

import org.jspecify.annotations.NullMarked;
