/**
 * A comparison of specs in, its report in each format out. May import {@code report.format} and {@code diff}.
 */
@NullMarked
package dev.loupe.report.diff;

import org.jspecify.annotations.NullMarked;
