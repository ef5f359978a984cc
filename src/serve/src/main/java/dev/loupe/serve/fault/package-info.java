/**
 * Named faults: small transformations of a planned answer, each with the checks that it is declared to break. May import
 * {@code answer} and {@code model}.
 */
@NullMarked
package dev.loupe.serve.fault;

import org.jspecify.annotations.NullMarked;
