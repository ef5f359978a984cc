/**
 * A run in, its report in each format out. May import {@code report.format}, {@code engine} and {@code provider}.
 */
@NullMarked
package dev.loupe.report.run;

import org.jspecify.annotations.NullMarked;
