package dev.loupe.junit;

import dev.loupe.probe.Thoroughness;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which contract a {@link ConformanceSuite} holds its endpoint to, and how much it does for it; as in {@code loupe run}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface ConformsTo {
    /** {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document. */
    String value();

    /** The model to ask for; empty for the first one of the contract. */
    String model() default "";

    /** How much: smoke (about 15 requests), standard (up to 138) or full. */
    Thoroughness level() default Thoroughness.STANDARD;

    /** Only probes whose id matches one of these globs, such as {@code temperature/*}; empty for all. */
    String[] include() default {};

    /** No probes whose id matches one of these globs. */
    String[] exclude() default {};

    /** Only the checks whose id matches this glob. */
    String checks() default "*";

    /** A file of findings that are accepted, each with a reason; empty for none. */
    String baseline() default "";

    /** Send no more requests than this. */
    int maxRequests() default Integer.MAX_VALUE;

    /** Spend no more US dollars than this, by the provider's price table; worst cases are set aside first. */
    double maxCost() default Double.MAX_VALUE;

    /** Send nothing after so many seconds. */
    long maxSeconds() default Long.MAX_VALUE;

    /** At most so many requests: {@code 60/m}, {@code 5/s}; empty for as fast as answers come. */
    String rate() default "";

    /** Requests under way at once. */
    int concurrency() default 4;

    /** How often to send what may differ from time to time. */
    int repeat() default 3;

    /** The folder for the reports; empty for {@code target/loupe/CLASS}, with Gradle {@code build/loupe/CLASS}. */
    String reports() default "";
}
