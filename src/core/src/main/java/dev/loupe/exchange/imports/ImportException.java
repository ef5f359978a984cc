package dev.loupe.exchange.imports;

/** Why something in a foreign file cannot become a recording. */
final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    ImportException(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
