/**
 * Files of other tools (HAR, Markdown, NDJSON) in, exchanges out. May import {@code exchange}, {@code .file}, {@code .sse}
 * and {@code .text}.
 */
@NullMarked
package dev.loupe.exchange.imports;

import org.jspecify.annotations.NullMarked;
