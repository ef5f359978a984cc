/**
 * One request and what came back, recorded or live: the types, the recording format, the event-stream reader and
 * redaction. May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.exchange;

import org.jspecify.annotations.NullMarked;
