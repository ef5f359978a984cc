/**
 * Requests in, live exchanges out: sends, paces, retries, stays within a budget and measures times. The only package that
 * uses a network to probe. May import {@code connection},
 * {@code probe}, {@code provider} and {@code exchange}.
 */
@NullMarked
package dev.loupe.live;

import org.jspecify.annotations.NullMarked;
