/**
 * One final class for each check, and {@code Checks}, the list of them. A check does no I/O, logs nothing and throws
 * nothing on odd input. May import {@code check} and what it may import.
 */
@NullMarked
package dev.loupe.check.rules;

import org.jspecify.annotations.NullMarked;
