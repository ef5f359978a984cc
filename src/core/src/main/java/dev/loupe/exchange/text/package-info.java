/**
 * Bounded reading of JSON, UTF-8 and lines. May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.exchange.text;

import org.jspecify.annotations.NullMarked;
