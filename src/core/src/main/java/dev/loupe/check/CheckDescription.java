package dev.loupe.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What {@link CheckInfo} states of a check or a lint rule, at its class. The components are those of the record. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CheckDescription {
    String id();

    Level level();

    String truth();

    String source();

    String why();

    String fix();
}
