package dev.loupe.junit;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Implements {@link VerifyContract}. RestAssured's filters are global, so one filter is installed that finds the verification
 * of the current thread. Classes that run in parallel do not see each other's verification.
 */
final class VerifyContractExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(VerifyContractExtension.class);
    private static final InheritableThreadLocal<@Nullable Scope> CURRENT = new InheritableThreadLocal<>();

    /**
     * A verification for the thread that runs the test and for threads that the test starts. The workers of JUnit's parallel
     * mode are started by each other and would inherit the verification of another test.
     */
    private record Scope(Verification verification, Thread owner) {
        static @Nullable Verification current() {
            Scope scope = CURRENT.get();
            Thread thread = Thread.currentThread();
            boolean ofAnotherTest = scope == null || (thread != scope.owner && isWorker(thread));
            return ofAnotherTest ? null : scope.verification;
        }

        private static boolean isWorker(Thread thread) {
            return thread instanceof ForkJoinWorkerThread || thread.getName().startsWith("junit-");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        enter(state(context).verification);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        enter(ofTest(context));
    }

    private static void enter(Verification verification) {
        CURRENT.set(new Scope(verification, Thread.currentThread()));
        if (ClassPathCheck.hasRestAssured()) {
            OfThisThread.install();
        }
    }

    /** Fails with errors that the application caught. When the test failed already, they are not reported again. */
    @Override
    public void afterEach(ExtensionContext context) {
        CURRENT.remove();
        if (context.getExecutionException().isEmpty()) {
            state(context).ran = true;
            ofTest(context).assertConformant();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        CURRENT.remove();
        State state = state(context);
        if (state.ran && state.verification.exchanges() == 0) {
            throw new AssertionError(
                    "@VerifyContract on " + context.getRequiredTestClass().getName()
                            + " verified no exchange: no test sent a chat completion with RestAssured or with the HttpClient"
                            + " parameter of a test method. Tests may use another client, or RestAssured.reset() removed the filter");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HttpClient.class;
    }

    @Override
    public HttpClient resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Verified.client(ofTest(context), state(context).client);
    }

    /** The verification of one test, or of the class outside of its tests. */
    @SuppressWarnings("deprecation") // its replacement exists only in JUnit 6; JUnit 5 is supported
    private static Verification ofTest(ExtensionContext context) {
        Verification ofClass = state(context).verification;
        return context.getTestMethod().isEmpty()
                ? ofClass
                : Objects.requireNonNull(context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                context.getUniqueId(), id -> ofClass.withOwnFailures(), Verification.class));
    }

    /** The state of one annotated class; nested classes share it. */
    private static final class State implements AutoCloseable {
        private final Verification verification;
        private final HttpClient client = HttpClient.newHttpClient();
        private volatile boolean ran;

        State(VerifyContract settings) {
            Verification configured = Verification.of(settings.value()).checks(settings.checks());
            configured = settings.provider().isEmpty() ? configured : configured.provider(settings.provider());
            configured = settings.baseline().isEmpty() ? configured : configured.baseline(Path.of(settings.baseline()));
            configured = settings.recordings().isEmpty()
                    ? configured
                    : configured.recordingTo(Path.of(settings.recordings()));
            this.verification = settings.allowWrongRequests() ? configured.allowingWrongRequests() : configured;
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @SuppressWarnings("deprecation") // its replacement exists only in JUnit 6; JUnit 5 is supported
    private static State state(ExtensionContext context) {
        Class<?> annotated = annotated(context);
        return Objects.requireNonNull(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        annotated, type -> new State(annotated.getAnnotation(VerifyContract.class)), State.class));
    }

    /** The annotated class: the test class itself, a superclass, or an enclosing class. */
    private static Class<?> annotated(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        while (type.getAnnotation(VerifyContract.class) == null && type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return type;
    }

    /** The filter for all threads. A separate class, because RestAssured is optional. */
    private static final class OfThisThread implements Filter {
        private static final OfThisThread FILTER = new OfThisThread();

        static synchronized void install() {
            if (!RestAssured.filters().contains(FILTER)) {
                RestAssured.filters(FILTER);
            }
        }

        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification expected,
                FilterContext context) {
            Verification verification = Scope.current();
            return verification == null
                    ? context.next(request, expected)
                    : ContractFilter.verified(
                            verification, request, context.next(ContractFilter.rereadable(request), expected));
        }
    }
}
