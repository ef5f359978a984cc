package dev.loupe.exchange;

/** Why something in a foreign file cannot become a recording. */
final class ImportFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    ImportFault(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
