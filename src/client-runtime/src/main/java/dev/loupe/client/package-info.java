/**
 * What the clients of all contracts share: {@link dev.loupe.client.ChatCalls} sends requests, {@link dev.loupe.client.ChunkStream} reads
 * streams, {@link dev.loupe.client.ClientBuilder} is the base of the builders. The types of a contract are parameters, {@link
 * dev.loupe.client.ChatTypes}. An incomplete response is an exception of {@code error}, never a success. May import {@code model}, {@code
 * error} and {@code transport}; does not depend on Quarkus.
 */
@NullMarked
package dev.loupe.client;

import org.jspecify.annotations.NullMarked;
