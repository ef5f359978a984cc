package dev.loupe.report;

/** A report that could not be written. */
public final class ReportFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReportFault(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
