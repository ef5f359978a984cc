/**
 * The model of one request and its response, recorded or live. May import {@code exchange.sse} and {@code exchange.text}.
 */
@NullMarked
package dev.loupe.exchange;

import org.jspecify.annotations.NullMarked;
