/**
 * A contract in, probes out: requests that each test one thing, with the expected outcome under the published and the
 * corrected contract. Sends nothing. May import {@code exchange}, {@code openapi} and
 * {@code text}.
 */
@NullMarked
package dev.loupe.probe;

import org.jspecify.annotations.NullMarked;
