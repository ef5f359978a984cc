/**
 * Many comparisons in, their report out. May import {@code report.diff}, {@code report.history} and what they may import.
 */
@NullMarked
package dev.loupe.report.series;

import org.jspecify.annotations.NullMarked;
