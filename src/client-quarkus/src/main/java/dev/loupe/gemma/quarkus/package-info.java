/**
 * The extension for Quarkus: {@code @Inject GemmaClient}, {@code @Inject @GemmaClientName("b") GemmaClient} and {@code ReactiveGemmaClient} for
 * both, over the connections of Quarkus. In: {@code gemma.*} and {@code quarkus.rest-client.gemma.*}. Streams and errors are read as without Quarkus.
 */
@NullMarked
package dev.loupe.gemma.quarkus;

import org.jspecify.annotations.NullMarked;
