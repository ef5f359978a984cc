/**
 * Provider profiles as data: base URL, name of the variable that holds the key, dialect. Read from {@code
 * providers/*.yaml}. May import {@code text}.
 */
@NullMarked
package dev.loupe.provider;

import org.jspecify.annotations.NullMarked;
