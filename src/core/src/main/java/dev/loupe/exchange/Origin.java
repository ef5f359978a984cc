package dev.loupe.exchange;

import java.time.Instant;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange comes from.
 *
 * @param provider name of the provider as recorded, null when absent
 * @param contract name of the contract as recorded, null when absent
 * @param recordedAt null when absent
 * @param source kind of record as the recording format writes it: "documentation", "recording", "live"...; empty when absent
 * @param file where it is stored, so that findings can name it; null for a live exchange that is not stored
 * @param line line of the file at which it starts, from 1
 * @param lines the lines of its parts; null when it is on one line, or not stored
 */
@API(status = API.Status.EXPERIMENTAL)
public record Origin(
        @Nullable String provider,
        @Nullable String contract,
        @Nullable Instant recordedAt,
        String source,
        @Nullable String file,
        int line,
        @Nullable RecordLineIndex lines) {
    /** The source of an exchange that stands for a linted OpenAPI document. */
    public static final String DOCUMENT = "document";

    /** The source of messages that were put together from the fields of a log: an absent property may have been there. */
    public static final String ASSEMBLED = "assembled";

    /** The kinds of source that are treated differently. */
    public enum Kind {
        /** A sample from a documentation page. */
        DOCUMENTATION,
        /** Not an exchange but an OpenAPI document. */
        OPENAPI_DOCUMENT,
        /** Messages from the fields of a log; no schema applies to them. */
        ASSEMBLED,
        /** A recorded or live exchange. */
        EXCHANGE
    }

    /** The origin of an exchange that is on one line or not stored. */
    public Origin(
            @Nullable String provider,
            @Nullable String contract,
            @Nullable Instant recordedAt,
            String source,
            @Nullable String file,
            int line) {
        this(provider, contract, recordedAt, source, file, line, null);
    }

    public Kind kind() {
        return switch (source) {
            case "documentation" -> Kind.DOCUMENTATION;
            case DOCUMENT -> Kind.OPENAPI_DOCUMENT;
            case ASSEMBLED -> Kind.ASSEMBLED;
            default -> Kind.EXCHANGE;
        };
    }

    /** The line of a location in it. */
    public int lineOf(FindingLocation location) {
        return lines == null ? line : lines.lineOf(location);
    }
}
