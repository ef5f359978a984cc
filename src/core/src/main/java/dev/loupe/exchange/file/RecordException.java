package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonLocation;

/** Why a record cannot be read; becomes {@link ReadResult.Unreadable}. */
final class RecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final int line;

    RecordException(String message, JsonLocation where) {
        super(message, null, false, false);
        what = message;
        line = where.getLineNr();
    }

    /** What is wrong and what to do. */
    String what() {
        return what;
    }

    /** Line within the record, from 1. */
    int line() {
        return Math.max(1, line);
    }
}
