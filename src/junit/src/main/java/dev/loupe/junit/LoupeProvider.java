package dev.loupe.junit;

import dev.loupe.serve.ReferenceProvider;
import dev.loupe.serve.ServeOptions;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The reference provider on a free port during a test, conformant or with one named fault:
 *
 * <pre>{@code
 * @RegisterExtension
 * static LoupeProvider provider = LoupeProvider.withFault("usage.completion-not-counted");
 * }</pre>
 *
 * A static field starts it once for the class, an instance field for each test. {@code @ExtendWith(LoupeProvider.class)}
 * starts a conformant one, which tests take as a parameter. Any key is accepted that is not empty and does not begin with
 * {@code invalid}. A request with the header {@code X-Loupe-Fault: ID} receives a response with that fault.
 */
public final class LoupeProvider
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final ServeOptions options;
    private final boolean isParameter;
    private @Nullable ReferenceProvider running;
    private int users;

    /** For {@code @ExtendWith}: conformant, and available to tests as a parameter. */
    public LoupeProvider() {
        this(ServeOptions.defaults().faultByHeader(), true);
    }

    private LoupeProvider(ServeOptions options, boolean isParameter) {
        this.options = options;
        this.isParameter = isParameter;
    }

    /** Conformant, with the error bodies and streams of AI/ML API. */
    public static LoupeProvider conformant() {
        return new LoupeProvider(ServeOptions.defaults().faultByHeader(), false);
    }

    /**
     * With this fault in every response, by its ID in {@link Faults}.
     *
     * @throws IllegalArgumentException when the fault is unknown; the message lists similar ones
     */
    public static LoupeProvider withFault(String id) {
        return new LoupeProvider(ServeOptions.defaults().faultByHeader().fault(fault(id)), false);
    }

    /** With these options: dialect, contracts, latency, key, seed. */
    public static LoupeProvider of(ServeOptions options) {
        return new LoupeProvider(options, false);
    }

    private static Fault fault(String id) {
        return Faults.named(id).orElseThrow(() -> {
            String area = id.contains(".") ? id.substring(0, id.indexOf('.') + 1) : "";
            List<String> near = ids(area);
            return new IllegalArgumentException(
                    "unknown fault '" + id + "'; known faults: " + String.join(", ", near.isEmpty() ? ids("") : near));
        });
    }

    private static List<String> ids(String area) {
        return Faults.all().stream()
                .map(Fault::id)
                .filter(id -> id.startsWith(area))
                .collect(Collectors.toList());
    }

    /** The base URL for clients: {@code http://127.0.0.1:PORT}. */
    public String url() {
        return provider().url();
    }

    public int port() {
        return provider().port();
    }

    /** This provider as the target of a {@link ConformanceSuite}. */
    public Target target() {
        return Target.at(url())
                .bearer("key-of-a-test")
                .provider(options.persona().dialect().name());
    }

    private synchronized ReferenceProvider provider() {
        if (running == null) {
            throw new IllegalStateException(
                    "the provider is not running: annotate its field with @RegisterExtension; a static"
                            + " field starts before the class, an instance field before each test");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    /** Starts the provider, or counts one more user of it. Also for use without JUnit. */
    public synchronized void start() {
        if (users++ == 0) {
            ReferenceProvider started = ReferenceProvider.start(options);
            running = started;
            RunningProviders.started(started.port(), options.persona().dialect().name());
        }
    }

    /** Stops the provider when it has no more users. */
    public synchronized void stop() {
        if (--users == 0 && running != null) {
            RunningProviders.stopped(running.port());
            running.close();
            running = null;
        }
    }

    /** A provider in a field is not a parameter: with several fields the parameter would be ambiguous. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isParameter && parameter.getParameter().getType() == LoupeProvider.class;
    }

    @Override
    public LoupeProvider resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return this;
    }
}
