/**
 * What a catalogue entry (a check, a lint rule, a change rule) says of itself, so that one command explains them all.
 * May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.catalogue;

import org.jspecify.annotations.NullMarked;
