/**
 * Two documents in normal form in, differences out. Judges nothing. May import {@code diff.normal} and {@code openapi}.
 */
@NullMarked
package dev.loupe.diff.compare;

import org.jspecify.annotations.NullMarked;
