/**
 * Runs checks over exchanges and decides. May import its sub-packages and everything up to {@code check}.
 */
@NullMarked
package dev.loupe.engine;

import org.jspecify.annotations.NullMarked;
