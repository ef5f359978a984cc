/**
 * Bytes of an event stream in, events with their JSON out. May import {@code exchange.text}.
 */
@NullMarked
package dev.loupe.exchange.sse;

import org.jspecify.annotations.NullMarked;
