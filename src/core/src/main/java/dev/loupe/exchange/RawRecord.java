package dev.loupe.exchange;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One stored record as bytes: cheap to make in file order, so that records can be parsed in parallel.
 *
 * @param file as the user named it, for messages
 * @param line line of the file at which it starts, from 1
 * @param bytes the record; empty when there is an error
 * @param error why there are no bytes and what to do; null when there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@API(status = API.Status.EXPERIMENTAL)
public record RawRecord(String file, int line, byte[] bytes, @Nullable String error) {
    private static final byte[] NOTHING = {};

    public static RawRecord of(String file, int line, byte[] bytes) {
        return new RawRecord(file, line, bytes, null);
    }

    public static RawRecord failed(String file, int line, String error) {
        return new RawRecord(file, line, NOTHING, error);
    }
}
