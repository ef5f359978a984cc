/**
 * Listeners that report calls as metrics and spans, by the OpenTelemetry semantic conventions for generative AI: model, tokens and
 * times, never content.
 */
@NullMarked
package dev.loupe.client.telemetry;

import org.jspecify.annotations.NullMarked;
