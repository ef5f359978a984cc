/** Writes planned responses to the socket, with their pace and with the faults of the wire. May import {@code response}. */
@NullMarked
package dev.loupe.serve.wire;

import org.jspecify.annotations.NullMarked;
