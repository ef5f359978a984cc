/**
 * Named faults: changes of a planned response, each with the checks that it violates. May import {@code response} and
 * {@code model}.
 */
@NullMarked
package dev.loupe.serve.fault;

import org.jspecify.annotations.NullMarked;
