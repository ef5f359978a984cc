/** Planned answers out to the socket, with their pace and, when asked for, the faults of the wire. May import {@code answer}. */
@NullMarked
package dev.loupe.serve.wire;

import org.jspecify.annotations.NullMarked;
