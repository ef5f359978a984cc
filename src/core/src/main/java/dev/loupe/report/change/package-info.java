/**
 * Renders comparisons and histories of contracts: text, JSON ({@code loupe-diff/1}), Markdown, annotations, SARIF, JUnit
 * XML, HTML. It decides nothing. May import {@code change}, {@code contract} and {@code report}.
 */
@NullMarked
package dev.loupe.report.change;

import org.jspecify.annotations.NullMarked;
