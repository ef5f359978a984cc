/**
 * OpenAPI documents in, defects of the documents themselves out: one final class per rule, one explicit sorted list. A
 * rule does no I/O and throws nothing on odd input. May import {@code contract}, {@code schema}, {@code check}, {@code
 * exchange}, {@code catalogue}.
 */
@NullMarked
package dev.loupe.lint;

import org.jspecify.annotations.NullMarked;
