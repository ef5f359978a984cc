/**
 * Two contracts in, changes out. Facts first (what differs, where, in which direction), then judgement (one rule for each
 * kind of fact), then proof (a value that one contract accepts and the other rejects, checked by a validator that knows
 * nothing of the comparison). May import {@code contract}, {@code schema}, {@code exchange} and {@code catalogue}.
 */
@NullMarked
package dev.loupe.change;

import org.jspecify.annotations.NullMarked;
