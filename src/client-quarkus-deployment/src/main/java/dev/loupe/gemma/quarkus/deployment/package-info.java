/** What the extension does while Quarkus builds an application: beans for the clients that it injects, and the classes for a native image. */
@NullMarked
package dev.loupe.gemma.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
