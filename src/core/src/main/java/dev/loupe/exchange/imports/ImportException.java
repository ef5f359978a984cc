package dev.loupe.exchange.imports;

/** Why an entry of a file cannot be imported. */
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
