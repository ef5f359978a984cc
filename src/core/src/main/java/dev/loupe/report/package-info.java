/**
 * The entry of reporting: a run or a comparison in, every format out. Decides nothing. May import its sub-packages, {@code
 * engine} and {@code diff}.
 */
@NullMarked
package dev.loupe.report;

import org.jspecify.annotations.NullMarked;
