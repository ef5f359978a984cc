/** The Maven plugin. In: the configuration of a build. Out: the sources of a client. May import {@code generate} and {@code openapi}. */
@NullMarked
package dev.loupe.maven;

import org.jspecify.annotations.NullMarked;
