/**
 * The reference provider: an HTTP server that conforms to the corrected contracts, or deviates in exactly one named way.
 * A request goes through {@code plan -> fault -> write}: {@link dev.loupe.serve.ResponsePlanner} plans the response as data,
 * a {@link dev.loupe.serve.fault.Fault} may change it, {@link dev.loupe.serve.wire.ResponseWriter} writes it. Vert.x without
 * Quarkus. May import {@code openapi}, {@code provider} and {@code exchange} of the core.
 */
@NullMarked
package dev.loupe.serve;

import org.jspecify.annotations.NullMarked;
