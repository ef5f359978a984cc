@NullMarked
package dev.loupe.client.telemetry;

import org.jspecify.annotations.NullMarked;
