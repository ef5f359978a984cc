/**
 * The reference provider: an HTTP server that obeys the corrected contracts, or breaks them in exactly one named way.
 * A request goes through {@code plan -> fault -> write}: {@link dev.loupe.serve.Planner} plans the answer as data, a
 * {@link dev.loupe.serve.fault.Fault} may change it, {@link dev.loupe.serve.wire.AnswerWriter} writes it. Vert.x alone, no
 * Quarkus. May import {@code contract}, {@code schema} and {@code exchange} of the core.
 */
@NullMarked
package dev.loupe.serve;

import org.jspecify.annotations.NullMarked;
