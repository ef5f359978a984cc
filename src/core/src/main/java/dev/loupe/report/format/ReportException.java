package dev.loupe.report.format;

import org.apiguardian.api.API;

/** A report that could not be written. */
@API(status = API.Status.EXPERIMENTAL)
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
