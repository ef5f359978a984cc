/**
 * The history of a spec in, its report out. May import {@code report.diff} and what it may import.
 */
@NullMarked
package dev.loupe.report.history;

import org.jspecify.annotations.NullMarked;
