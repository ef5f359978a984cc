/**
 * Reads documents from files, folders, git revisions and https. May import {@code connection} and {@code openapi}.
 */
@NullMarked
package dev.loupe.diff.source;

import org.jspecify.annotations.NullMarked;
