/**
 * One final class for each lint rule, and {@code LintRules}, the list of them. May import {@code lint} and what it may
 * import.
 */
@NullMarked
package dev.loupe.lint.rules;

import org.jspecify.annotations.NullMarked;
