/**
 * What can go wrong, one class for each: all of them are {@link dev.loupe.gemma.error.GemmaException}s, unchecked.
 * No message, field or text here holds the key: it is taken out before an exception is made.
 * May import {@code transport} (headers) and the model (the partial answer).
 */
@NullMarked
package dev.loupe.gemma.error;

import org.jspecify.annotations.NullMarked;
