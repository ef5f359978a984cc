/**
 * Immutable types of requests and responses, generated from the corrected contract. Their base classes are in {@code
 * dev.loupe.client.model}. Imports nothing else of the client.
 */
@NullMarked
package dev.loupe.gemma.model;

import org.jspecify.annotations.NullMarked;
