/**
 * Requests in, live exchanges out: sends, paces, retries, keeps to a budget and measures times. The only package that
 * talks to a network. May import {@code probe}, {@code provider} and {@code exchange}.
 */
@NullMarked
package dev.loupe.live;

import org.jspecify.annotations.NullMarked;
