/**
 * How bytes go out and come in: one small interface, and the JDK's HTTP client behind it.
 * In comes a {@link dev.loupe.client.transport.TransportRequest}, out goes an {@link dev.loupe.client.transport.TransportResponse}
 * whose body is pulled. Nothing here knows JSON, retries or errors of an API. May import nothing of this project.
 */
@NullMarked
package dev.loupe.client.transport;

import org.jspecify.annotations.NullMarked;
