package dev.loupe.openapi;

/** The limits of documents. A message names the limit that a document exceeds. */
final class DocumentLimits {
    /** Characters of one document. The largest published API descriptions have about 10 million. */
    static final int TEXT = 32_000_000;

    /** Levels of nesting. The published contracts have 25; every reader here may recurse this deep safely. */
    static final int DEPTH = 500;

    /** JSON tokens of one document; each may take a hundred bytes. */
    static final int TOKENS = 4_000_000;

    /** Characters of one line of YAML. The parser copies a comment or a scalar again for each kilobyte of it. */
    static final int YAML_LINE = 2_000_000;

    /** Values of one document once YAML aliases are expanded. */
    static final int VALUES = 2_000_000;

    /** Digits of a number before or after the point: 1e999999999 is ten characters and a gigabyte when written out. */
    static final int DIGITS = 1_000;

    private DocumentLimits() {}
}
