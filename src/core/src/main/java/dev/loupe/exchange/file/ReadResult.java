package dev.loupe.exchange.file;

import dev.loupe.exchange.Exchange;
import org.apiguardian.api.API;

/** The result of reading one stored record. An unreadable record does not affect the others. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface ReadResult {
    record Read(Exchange exchange) implements ReadResult {}

    /**
     * A record that cannot be read.
     *
     * @param line line of the file, from 1
     * @param message what is wrong with it and what to do
     */
    record Unreadable(String file, int line, String message) implements ReadResult {}
}
