/** Recordings in the formats of other tools. May import {@code exchange}. */
@NullMarked
package dev.loupe.exchange.exports;

import org.jspecify.annotations.NullMarked;
