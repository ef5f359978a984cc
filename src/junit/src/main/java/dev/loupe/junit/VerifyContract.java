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
 * takes as a parameter. A class of which no exchange is verified fails: it looks safe and is not. Works in parallel mode.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(VerifyContractExtension.class)
public @interface VerifyContract {
    /** {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document. */
    String value();

    /** Whose dialect the answers speak, see {@link Verification#provider}; empty to tell it by the host. */
    String provider() default "";

    /** Only the checks whose id matches this glob. */
    String checks() default "*";

    /** A file of findings that are accepted; empty for none. */
    String baseline() default "";

    /** A folder to record every exchange into, secrets removed; empty to record nothing. */
    String recordings() default "";

    /** For tests that send wrong requests on purpose: what the request breaks does not fail. */
    boolean allowWrongRequests() default false;
}
