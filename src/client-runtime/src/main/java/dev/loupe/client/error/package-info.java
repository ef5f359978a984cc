/**
 * The exceptions of the client, one class for each kind of failure; all are unchecked {@link dev.loupe.client.error.ChatException}s.
 * No exception contains the key: it is redacted before. May import {@code transport} (headers) and the model (the partial response).
 */
@NullMarked
package dev.loupe.client.error;

import org.jspecify.annotations.NullMarked;
