/**
 * Where documents come from: files, folders, git revisions, https. May import {@code openapi}.
 */
@NullMarked
package dev.loupe.diff.source;

import org.jspecify.annotations.NullMarked;
