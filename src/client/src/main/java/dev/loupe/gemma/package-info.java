/**
 * The client that people use: {@link dev.loupe.gemma.GemmaClient} and {@link dev.loupe.gemma.ChatStream}.
 * In comes a request of {@code model}, out goes a whole answer, a stream of chunks, or one of the exceptions of {@code error}; never a
 * broken answer that looks like a success. May import {@code model}, {@code error} and {@code transport}; knows no Quarkus.
 */
@NullMarked
package dev.loupe.gemma;

import org.jspecify.annotations.NullMarked;
