/**
 * Runs checks over exchanges, turns results into findings, applies the baseline and decides. May import everything up
 * to {@code check}.
 */
@NullMarked
package dev.loupe.verdict;

import org.jspecify.annotations.NullMarked;
