/**
 * Knowledge of chat completions: requests, responses and streams parsed from raw JSON, structured output, the
 * conventions that complete a published contract. May import {@code exchange} and {@code openapi}.
 */
@NullMarked
package dev.loupe.chat;

import org.jspecify.annotations.NullMarked;
