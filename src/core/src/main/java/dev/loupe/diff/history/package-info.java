/**
 * The revisions of one spec in, a compared step for each out. May import {@code diff} and what it may import.
 */
@NullMarked
package dev.loupe.diff.history;

import org.jspecify.annotations.NullMarked;
