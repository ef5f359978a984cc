/**
 * For Quarkus: {@code @Inject GemmaClient} and {@code @Inject ReactiveGemmaClient}, over the connection of {@code quarkus.rest-client.gemma.*}. Streams and errors are read as
 * without Quarkus. No other package depends on Quarkus, and without Quarkus these classes are not loaded.
 */
@NullMarked
package dev.loupe.gemma.quarkus;

import org.jspecify.annotations.NullMarked;
