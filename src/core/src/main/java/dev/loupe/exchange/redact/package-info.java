/**
 * Exchanges in, the same without secrets out. May import {@code exchange} and {@code exchange.sse}.
 */
@NullMarked
package dev.loupe.exchange.redact;

import org.jspecify.annotations.NullMarked;
