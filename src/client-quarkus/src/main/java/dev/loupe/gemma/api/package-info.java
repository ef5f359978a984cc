/** The operation of the contract as a MicroProfile REST client, for an application that prefers it to {@code GemmaClient}. */
@NullMarked
package dev.loupe.gemma.api;

import org.jspecify.annotations.NullMarked;
