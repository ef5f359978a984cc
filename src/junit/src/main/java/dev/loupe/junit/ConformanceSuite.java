package dev.loupe.junit;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * The conformance suite as tests, one node for each parameter and in it one for each probe:
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
 * What breaks the contract fails. Where nobody can tell (no usable answer, a budget that is spent) a probe is aborted, which
 * runners show as skipped; when nothing at all could be judged, the last node fails. Defects of the published contract and
 * broken SHOULDs are published as report entries and never fail. All reports of {@code loupe run} are written to {@link
 * ConformsTo#reports()}.
 *
 * <p>IDEs and Gradle show the nodes by their names. Surefire numbers them unless told otherwise:
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

    /** The endpoint under test; asked once, before the first request. */
    protected abstract Target target();

    /**
     * A key from the environment, never from the code.
     *
     * @throws IllegalStateException when it is not there; the message says what to do
     */
    protected static EnvironmentKey env(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the environment has no " + variable
                    + ", which holds the key of the endpoint;"
                    + " export " + variable + "=... in the shell that runs the tests, or add it to the IDE's run"
                    + " configuration. Without a key, leave bearer(...) out");
        }
        return new EnvironmentKey(variable, value.strip());
    }

    @TestFactory
    @DisplayName("the endpoint obeys its contract")
    final Stream<DynamicNode> conformance(TestReporter reporter) {
        ClassPathCheck.requireOneOfEach();
        ConformsTo wanted = getClass().getAnnotation(ConformsTo.class);
        if (wanted == null) {
            throw new IllegalStateException(getClass().getName()
                    + " names no contract; annotate it, for example with @ConformsTo(\"gemma-3\")");
        }
        SuiteRun started = SuiteRun.start(SuitePlan.of(wanted, target(), getClass()));
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
