package dev.loupe.junit;

import dev.loupe.probe.Thoroughness;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The contract and the limits of a {@link ConformanceSuite}. Named like the options of {@code loupe run}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface ConformsTo {
    /** {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document. */
    String value();

    /** The model to request; empty for the first model of the contract. */
    String model() default "";

    /** Number of probes: smoke (about 15 requests), standard (up to 113) or full. */
    Thoroughness level() default Thoroughness.STANDARD;

    /** Run only probes whose ID matches one of these globs, for example {@code temperature/*}; empty for all. */
    String[] include() default {};

    /** Skip probes whose ID matches one of these globs. */
    String[] exclude() default {};

    /** Run only checks whose ID matches this glob. */
    String checks() default "*";

    /** File of accepted findings, each with a reason; empty for none. */
    String baseline() default "";

    /** Maximum number of requests. */
    int maxRequests() default Integer.MAX_VALUE;

    /** Maximum cost in US dollars by the prices of the provider profile; maximum costs are reserved before sending. */
    double maxCost() default Double.MAX_VALUE;

    /** Send no request after this number of seconds. */
    long maxSeconds() default Long.MAX_VALUE;

    /** Maximum request rate, for example {@code 60/m} or {@code 5/s}; empty for no limit. */
    String rate() default "";

    /** Maximum number of requests in flight. */
    int concurrency() default 4;

    /** How often to send a probe whose result may vary. */
    int repeat() default 3;

    /** The folder for the reports; empty for {@code target/loupe/CLASS}, with Gradle {@code build/loupe/CLASS}. */
    String reports() default "";
}
