/**
 * Generates a client from the contract of one chat operation. In: a {@link dev.loupe.openapi.Contract} and
 * {@link dev.loupe.generate.ClientOptions}. Out: Java sources by file name, always the same for the same input. Named schemas become types of
 * their name; inline schemas are named by their role. May import {@code openapi}, {@code .schema} and {@code text}.
 */
@NullMarked
package dev.loupe.generate;

import org.jspecify.annotations.NullMarked;
