package dev.loupe.report.format;

/** A report that could not be written. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
