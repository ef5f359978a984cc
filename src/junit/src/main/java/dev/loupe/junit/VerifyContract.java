package dev.loupe.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Verifies every RestAssured call of a test class, and every call of a {@link java.net.http.HttpClient} that a test method
 * takes as a parameter. A class without any verified exchange fails. Works in parallel mode.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(VerifyContractExtension.class)
public @interface VerifyContract {
    /** {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document. */
    String value();

    /** Provider profile, see {@link Verification#provider}; empty for the profile that matches the host. */
    String provider() default "";

    /** Run only checks whose ID matches this glob. */
    String checks() default "*";

    /** File of accepted findings; empty for none. */
    String baseline() default "";

    /** Directory to write every exchange to, with secrets redacted; empty to write none. */
    String recordings() default "";

    /** For tests that send invalid requests on purpose: violations by the request do not fail. */
    boolean allowWrongRequests() default false;
}
