package dev.loupe.junit;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * The conformance suite as tests: one container for each parameter, with one test for each probe:
 *
 * <pre>{@code
 * @ConformsTo("gemma-3n")
 * class MyEndpointTest extends ConformanceSuite {
 *     @Override
 *     protected Target target() {
 *         return Target.at("http://localhost:8081").bearer(env("KEY"));
 *     }
 * }
 * }</pre>
 *
 * A violation of a MUST fails its test. An inconclusive probe (no usable response, a limit that is reached) is aborted, which
 * runners show as skipped. If nothing could be judged, the last test fails. Spec defects and violations of a SHOULD are
 * published as report entries and never fail. All reports of {@code loupe run} are written to {@link ConformsTo#reports()}.
 *
 * <p>IDEs and Gradle show the names of the tests. Surefire numbers them unless it is configured as follows:
 *
 * <pre>{@code
 * <statelessTestsetReporter implementation="org.apache.maven.plugin.surefire.extensions.junit5.JUnit5Xml30StatelessReporter">
 *   <usePhrasedTestCaseMethodName>true</usePhrasedTestCaseMethodName>
 * </statelessTestsetReporter>
 * }</pre>
 */
public abstract class ConformanceSuite {
    private @Nullable SuiteRun run;

    /** For subclasses. */
    protected ConformanceSuite() {}

    /** The endpoint under test. Called once, before the first request. */
    protected abstract Target target();

    /**
     * A key from the environment, never from the code.
     *
     * @throws IllegalStateException when the variable is not set; the message states what to do
     */
    protected static EnvironmentKey env(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + variable
                    + " (the API key) is not set;"
                    + " export " + variable
                    + "=... in the shell that runs the tests, or add it to the run configuration"
                    + " of the IDE. For an endpoint without a key, remove bearer(...)");
        }
        return new EnvironmentKey(variable, value.strip());
    }

    @TestFactory
    @DisplayName("the endpoint conforms to its contract")
    final Stream<DynamicNode> conformance(TestReporter reporter) {
        ClassPathCheck.requireOneOfEach();
        ConformsTo settings = getClass().getAnnotation(ConformsTo.class);
        if (settings == null) {
            throw new IllegalStateException(getClass().getName()
                    + " has no contract; annotate the class, for example with @ConformsTo(\"gemma-3\")");
        }
        SuiteRun started = SuiteRun.start(SuitePlan.of(settings, target(), getClass()));
        run = started;
        return started.nodes(reporter);
    }

    @AfterEach
    final void stopSending() {
        if (run != null) {
            run.close();
        }
    }
}
