/**
 * Several runs in, what differs between them out. May import {@code report.run} and what it may import.
 */
@NullMarked
package dev.loupe.report.comparison;

import org.jspecify.annotations.NullMarked;
