/**
 * Contracts in, answers about instances out: is this value valid, what is the smallest valid one, how does one break it.
 * May import {@code contract}.
 */
@NullMarked
package dev.loupe.schema;

import org.jspecify.annotations.NullMarked;
