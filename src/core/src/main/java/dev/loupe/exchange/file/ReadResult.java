package dev.loupe.exchange.file;

import dev.loupe.exchange.Exchange;

/** What became of one stored record: read, or not readable, which costs that record alone. */
public sealed interface ReadResult {
    record Read(Exchange exchange) implements ReadResult {}

    /**
     * A record that could not be read.
     *
     * @param line line of the file, from 1
     * @param message what is wrong with it and what to do
     */
    record Unreadable(String file, int line, String message) implements ReadResult {}
}
