/**
 * The exceptions of the client, one class for each kind of failure; all are unchecked {@link dev.loupe.gemma.error.GemmaException}s.
 * No exception contains the key: it is redacted before. May import {@code transport} (headers) and the model (the partial response).
 */
@NullMarked
package dev.loupe.gemma.error;

import org.jspecify.annotations.NullMarked;
