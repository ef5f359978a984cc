/**
 * The recording format {@code loupe-exchange/1}: files and folders in, exchanges out, and back. May import {@code
 * exchange}, {@code .redact}, {@code .sse} and {@code .text}.
 */
@NullMarked
package dev.loupe.exchange.file;

import org.jspecify.annotations.NullMarked;
