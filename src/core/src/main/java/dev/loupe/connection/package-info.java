/**
 * An address in, a client and the words for a failure out: proxies, certificate authorities, causes. Every request to another
 * machine uses it. May import {@code exchange} and {@code text}.
 */
@NullMarked
package dev.loupe.connection;

import org.jspecify.annotations.NullMarked;
