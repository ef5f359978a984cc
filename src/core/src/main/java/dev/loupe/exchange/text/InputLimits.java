package dev.loupe.exchange.text;

/**
 * The limits of hostile input. A message about one of these names the limit; what Loupe writes is within them, so that it can be read
 * again.
 */
public final class InputLimits {
    /** One stored record; nothing larger is kept in memory as bytes. */
    public static final int RECORD_BYTES = 32 << 20;

    /** One body or one stream from the network; the escapes of the record need the rest of a record. */
    public static final int BODY_BYTES = 16 << 20;

    /** One line or one event of a stream. */
    public static final int EVENT_BYTES = 8 << 20;

    /** The depth of JSON: below it every recursive walk over a tree is safe. */
    public static final int JSON_DEPTH = 1_000;

    /** JSON tokens in one record: 32 MiB of {@code [[],[],...} would otherwise become a gigabyte of nodes. */
    public static final int JSON_TOKENS = 4_000_000;

    /** The digits of a number written out: {@code 1e999999999} is cheap to parse and expensive to convert. */
    public static final int NUMBER_DIGITS = 1_000;

    private InputLimits() {}

    /** A size for a message. */
    public static String mebibytes(int bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** Input beyond a limit, which the message names. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String bound;

        public Exceeded(String bound) {
            super(bound, null, false, false);
            this.bound = bound;
        }

        /** What is too large, and the limit. */
        public String bound() {
            return bound;
        }
    }
}
