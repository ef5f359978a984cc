/**
 * Renders what was decided: JSON, HTML, JUnit XML, SARIF, Markdown, GitHub annotations, text. It decides nothing. May
 * import everything up to {@code verdict}, {@code change} and {@code lint}.
 */
@NullMarked
package dev.loupe.report;

import org.jspecify.annotations.NullMarked;
