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
 * What {@link VerifyContract} does. RestAssured's filters are for the whole process, so one filter is put there that asks the
 * thread which verification is meant: classes that run at the same time do not see each other's.
 */
final class VerifyContractExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(VerifyContractExtension.class);
    private static final InheritableThreadLocal<@Nullable Scope> CURRENT = new InheritableThreadLocal<>();

    /**
     * A verification that is meant on the thread that runs the test and on those that the test starts. The workers of JUnit's
     * parallel mode are started by each other, and would inherit what is another test's.
     */
    private record Scope(Verification verification, Thread owner) {
        static @Nullable Verification current() {
            Scope scope = CURRENT.get();
            Thread thread = Thread.currentThread();
            boolean another = scope == null || (thread != scope.owner && isWorker(thread));
            return another ? null : scope.verification;
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

    /** What a test threw already is not told twice; what its application swallowed is told now. */
    @Override
    public void afterEach(ExtensionContext context) {
        CURRENT.remove();
        if (context.getExecutionException().isEmpty()) {
            state(context).ran = true;
            ofTest(context).assertHeld();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        CURRENT.remove();
        State state = state(context);
        if (state.ran && state.verification.exchanges() == 0) {
            throw new AssertionError(
                    "@VerifyContract on " + context.getRequiredTestClass().getName()
                            + " verified nothing: no test made a chat completion with RestAssured or with the HttpClient that it"
                            + " takes as a parameter. Something else may be called, or RestAssured.reset() took the filter out");
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
    @SuppressWarnings("deprecation") // what replaces it came with JUnit 6, and JUnit 5 is to do
    private static Verification ofTest(ExtensionContext context) {
        Verification whole = state(context).verification;
        return context.getTestMethod().isEmpty()
                ? whole
                : Objects.requireNonNull(context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(context.getUniqueId(), id -> whole.part(), Verification.class));
    }

    /** What one annotated class needs; nested classes share it. */
    private static final class State implements AutoCloseable {
        private final Verification verification;
        private final HttpClient client = HttpClient.newHttpClient();
        private volatile boolean ran;

        State(VerifyContract wanted) {
            Verification chosen = Verification.of(wanted.value()).checks(wanted.checks());
            chosen = wanted.provider().isEmpty() ? chosen : chosen.provider(wanted.provider());
            chosen = wanted.baseline().isEmpty() ? chosen : chosen.baseline(Path.of(wanted.baseline()));
            chosen = wanted.recordings().isEmpty() ? chosen : chosen.recordingTo(Path.of(wanted.recordings()));
            this.verification = wanted.allowWrongRequests() ? chosen.allowingWrongRequests() : chosen;
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @SuppressWarnings("deprecation") // what replaces it came with JUnit 6, and JUnit 5 is to do
    private static State state(ExtensionContext context) {
        Class<?> annotated = annotated(context);
        return Objects.requireNonNull(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        annotated, type -> new State(annotated.getAnnotation(VerifyContract.class)), State.class));
    }

    /** The class that bears the annotation, by itself, by inheritance, or around a nested one. */
    private static Class<?> annotated(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        while (type.getAnnotation(VerifyContract.class) == null && type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return type;
    }

    /** The filter for all threads; its own class, because RestAssured need not be there. */
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
