/**
 * A contract in, probes out: requests that each test one thing, with what the published and the corrected contract say of
 * them. Pure; nothing is sent here. May import {@code contract}, {@code schema} and {@code exchange}.
 */
@NullMarked
package dev.loupe.probe;

import org.jspecify.annotations.NullMarked;
