package dev.loupe.exchange.text;

/**
 * How much of hostile input is read. A message about one of these names the bound; what is written stays within them, so
 * that it can be read again.
 */
public final class InputLimits {
    /** One stored record; the largest thing that is ever held in memory as bytes. */
    public static final int RECORD_BYTES = 32 << 20;

    /** One body or one whole stream as it comes from the network: leaves room for escapes in the record. */
    public static final int BODY_BYTES = 16 << 20;

    /** One line or one event of a stream. */
    public static final int EVENT_BYTES = 8 << 20;

    /** Nesting of JSON: below this every recursive walk over a tree is safe. */
    public static final int JSON_DEPTH = 1_000;

    /** JSON tokens in one record: 32 MiB of {@code [[],[],...} would otherwise become a gigabyte of nodes. */
    public static final int JSON_TOKENS = 4_000_000;

    /** Digits that a number may have written out: {@code 1e999999999} is cheap to read and ruinous to convert. */
    public static final int NUMBER_DIGITS = 1_000;

    private InputLimits() {}

    /** A size as messages print it. */
    public static String mebibytes(int bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** Input beyond a bound; the message names it. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String bound;

        public Exceeded(String bound) {
            super(bound, null, false, false);
            this.bound = bound;
        }

        /** What is too large and how large it may be. */
        public String bound() {
            return bound;
        }
    }
}
