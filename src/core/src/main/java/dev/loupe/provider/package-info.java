/**
 * Who serves a contract, as data: base URL, where the key is, and the dialect that its answers speak. Read from
 * {@code providers/*.yaml}. May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.provider;

import org.jspecify.annotations.NullMarked;
