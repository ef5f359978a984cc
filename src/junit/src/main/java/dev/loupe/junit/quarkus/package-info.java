/** For tests of Quarkus applications: the reference provider as a test resource. Needs {@code quarkus-junit}. */
@NullMarked
package dev.loupe.junit.quarkus;

import org.jspecify.annotations.NullMarked;
