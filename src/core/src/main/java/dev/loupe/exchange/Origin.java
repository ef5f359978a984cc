package dev.loupe.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange comes from.
 *
 * @param provider name of the provider as recorded, null when not said
 * @param contract name of the contract as recorded, null when not said
 * @param recordedAt null when not said
 * @param source what kind of record: "documentation", "recording", "live"...; empty when not said
 * @param file where it is stored, for findings to point at; null for a live exchange that is not stored
 * @param line line of the file at which it starts, from 1
 * @param lines where its parts stand; null when it is on one line, or not stored
 */
public record Origin(
        @Nullable String provider,
        @Nullable String contract,
        @Nullable Instant recordedAt,
        String source,
        @Nullable String file,
        int line,
        @Nullable RecordLineIndex lines) {
    /** The source of an exchange that is the reading of an OpenAPI document. */
    public static final String DOCUMENT = "document";

    /** Of an exchange on one line, or that is not stored. */
    public Origin(
            @Nullable String provider,
            @Nullable String contract,
            @Nullable Instant recordedAt,
            String source,
            @Nullable String file,
            int line) {
        this(provider, contract, recordedAt, source, file, line, null);
    }

    /** The line of a place in it. */
    public int lineOf(FindingLocation place) {
        return lines == null ? line : lines.lineOf(place);
    }
}
