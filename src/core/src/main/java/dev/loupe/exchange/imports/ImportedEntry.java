package dev.loupe.exchange.imports;

import dev.loupe.exchange.Exchange;

/** The result for one entry of a file. */
public sealed interface ImportedEntry {
    /** An entry that is a recording now. */
    record Imported(Exchange exchange) implements ImportedEntry {}

    /**
     * An entry that is no chat completion, or does not hold both messages.
     *
     * @param line line of the file, from 1
     * @param why a reason that many entries may have in common
     */
    record Skipped(String file, int line, String why) implements ImportedEntry {}

    /**
     * An entry that cannot be read.
     *
     * @param line line of the file, from 1
     * @param message what is wrong with it and what to do
     */
    record Damaged(String file, int line, String message) implements ImportedEntry {}
}
