/**
 * Contracts in, answers about instances out: is this value valid, what is the smallest valid one, how does one break it.
 * May import {@code contract}.
 *
 * <p>OpenAPI 3.0 is read as its 3.0.3 text says, strictly: {@code nullable} adds null to a {@code type} beside it and
 * does nothing else, so a nullable {@code enum} that does not list null rejects null. Common validators accept it; {@link
 * dev.loupe.schema.ContractSchemas#lenient} reads like them. {@code format} is a hint and never rejects.
 */
@NullMarked
package dev.loupe.schema;

import org.jspecify.annotations.NullMarked;
