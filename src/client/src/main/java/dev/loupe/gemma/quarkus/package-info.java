/**
 * For Quarkus: {@code @Inject GemmaClient}, over the connection of {@code quarkus.rest-client.gemma.*}. In comes the configured REST
 * client, out goes a {@link dev.loupe.gemma.GemmaClient} that reads streams and errors as it does everywhere. Nothing outside this package
 * knows of Quarkus, and without Quarkus nothing loads these classes.
 */
@NullMarked
package dev.loupe.gemma.quarkus;

import org.jspecify.annotations.NullMarked;
