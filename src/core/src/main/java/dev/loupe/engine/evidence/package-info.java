/**
 * Excerpts of exchanges and documents, and the command that reproduces a finding. May import {@code engine.result} and
 * what it may import.
 */
@NullMarked
package dev.loupe.engine.evidence;

import org.jspecify.annotations.NullMarked;
