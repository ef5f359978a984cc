/**
 * The public client: {@link dev.loupe.gemma.GemmaClient} and {@link dev.loupe.gemma.ChatStream}. Input: a request of {@code model}.
 * Output: a complete response, a stream of chunks, or an exception of {@code dev.loupe.client.error}; an incomplete response is never a
 * success. The calls are those of {@code dev.loupe.client}. Does not depend on Quarkus.
 */
@NullMarked
package dev.loupe.gemma;

import org.jspecify.annotations.NullMarked;
