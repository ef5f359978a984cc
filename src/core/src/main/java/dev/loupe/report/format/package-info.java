/**
 * The formats themselves: HTML pages, JUnit XML, SARIF, Markdown, annotations, wrapped text, with escaping. May import
 * {@code check}.
 */
@NullMarked
package dev.loupe.report.format;

import org.jspecify.annotations.NullMarked;
