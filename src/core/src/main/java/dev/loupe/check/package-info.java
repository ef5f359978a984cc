/**
 * Exchanges in, results out: one final class per check, one explicit sorted list. A check does no I/O, logs nothing and
 * throws nothing on odd input. May import {@code contract}, {@code schema}, {@code provider}, {@code exchange}, {@code
 * catalogue}.
 */
@NullMarked
package dev.loupe.check;

import org.jspecify.annotations.NullMarked;
