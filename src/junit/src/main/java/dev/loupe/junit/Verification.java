package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.provider.ProviderProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.MultipleFailuresError;

/**
 * Judges the exchanges of a test by a contract, with the same checks as {@code loupe replay}. Settings come first: each of
 * the setting methods returns a new verification. Thread-safe.
 *
 * <p>An exchange fails when it violates a MUST that the baseline does not accept. Violations by the request count unless
 * {@link #allowingWrongRequests()} is set. Spec defects and violations of a SHOULD never fail. A request for which the
 * contract has no operation, such as a health check, is ignored. Each exchange is judged alone; checks over several
 * exchanges, such as unique IDs, run in {@link ConformanceSuite} and {@code loupe replay}.
 */
public final class Verification {
    private static final System.Logger LOG = System.getLogger(Verification.class.getName());

    /** Compiling a contract file takes longer than a test; a test class makes many verifications. */
    private static final Map<String, ContractSchemas> COMPILED = new ConcurrentHashMap<>();

    /** Without checks over several exchanges: stubs in tests repeat their responses, including IDs. */
    private static final List<Check> SINGLE_EXCHANGE_CHECKS =
            Checks.all().stream().filter(ExchangeCheck.class::isInstance).toList();

    private final Settings settings;
    private final ContractResolver contexts;
    private final RunEngine engine;
    private final AtomicInteger judged;
    private final List<AssertionError> failures = new ArrayList<>();

    private record Settings(
            @Nullable ContractSchemas contract,
            @Nullable ProviderProfile provider,
            String checks,
            Baseline baseline,
            @Nullable Path recordings,
            boolean allowWrongRequests) {}

    private Verification(Settings settings) {
        ClassPathCheck.requireOneOfEach();
        this.settings = settings;
        this.contexts = contexts(settings);
        RunPlan plan = RunPlan.of(
                SINGLE_EXCHANGE_CHECKS, contexts, settings.baseline(), ProcessEnvironment.of("exchanges of tests", 0));
        this.engine = RunEngine.incremental(plan.only(new GlobPattern(settings.checks())));
        this.judged = new AtomicInteger();
    }

    private Verification(Verification parent) {
        this.settings = parent.settings;
        this.contexts = parent.contexts;
        this.engine = parent.engine;
        this.judged = parent.judged;
    }

    /** The same settings with a separate list of failures, for tests that run in parallel. */
    Verification withOwnFailures() {
        return new Verification(this);
    }

    /**
     * Judges exchanges by this contract.
     *
     * @param contract {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document
     */
    public static Verification of(String contract) {
        return new Verification(new Settings(contract(contract), null, "*", Baseline.none(), null, false));
    }

    /** Judges each exchange by the built-in contract that lists the requested model. */
    public static Verification byModel() {
        return new Verification(new Settings(null, null, "*", Baseline.none(), null, false));
    }

    /**
     * The provider profile: {@code aimlapi}, {@code openai}, {@code openrouter}, {@code llama-cpp}, or the path of a profile.
     * Without this, the profile that matches the host; for an unknown host {@code openai-compatible}.
     */
    public Verification provider(String nameOrPath) {
        return new Verification(new Settings(
                settings.contract,
                RunningProviders.find(nameOrPath),
                settings.checks,
                settings.baseline,
                settings.recordings,
                settings.allowWrongRequests));
    }

    /** Run only checks whose ID matches, for example {@code usage.*}. */
    public Verification checks(String glob) {
        return new Verification(new Settings(
                settings.contract,
                settings.provider,
                glob,
                settings.baseline,
                settings.recordings,
                settings.allowWrongRequests));
    }

    /**
     * Accepts the findings in this file; {@code loupe replay RECORDINGS --write-baseline FILE} writes one. Exchanges of tests
     * are numbered in the order of their end, so use entries for any exchange: {@code exchange: "*"}.
     */
    public Verification baseline(Path file) {
        return new Verification(new Settings(
                settings.contract,
                settings.provider,
                settings.checks,
                baseline(file.toString()),
                settings.recordings,
                settings.allowWrongRequests));
    }

    /** Also writes every exchange to this directory, with secrets redacted, for {@code loupe replay}. */
    public Verification recordingTo(Path folder) {
        return new Verification(new Settings(
                settings.contract,
                settings.provider,
                settings.checks,
                settings.baseline,
                folder,
                settings.allowWrongRequests));
    }

    /** For tests that send invalid requests on purpose: violations by the request do not fail. The response is still judged. */
    public Verification allowingWrongRequests() {
        return new Verification(new Settings(
                settings.contract, settings.provider, settings.checks, settings.baseline, settings.recordings, true));
    }

    /** Number of exchanges that were judged so far. */
    public int exchanges() {
        return judged.get();
    }

    /**
     * Fails with all violations since the last call. Call it at the end of a test of an application, which may have caught
     * the errors.
     */
    public void assertConformant() {
        List<AssertionError> violations = takeFailures();
        if (violations.size() == 1) {
            throw violations.getFirst();
        }
        if (!violations.isEmpty()) {
            throw new MultipleFailuresError(violations.size() + " exchanges violate the contract", violations);
        }
    }

    List<AssertionError> takeFailures() {
        synchronized (failures) {
            List<AssertionError> taken = List.copyOf(failures);
            failures.clear();
            return taken;
        }
    }

    /**
     * Judges an exchange. A failure is stored and returned to the caller, which may throw it. An exchange that exceeds a limit
     * is not judged.
     */
    @Nullable
    AssertionError judge(CapturedExchange captured) {
        try {
            Exchange.Request request = captured.sent().request();
            ContractSchemas contract = contexts.contract(request).orElse(null);
            return contract == null
                            || contract.operation(Reading.CORRECTED, request.method(), request.url())
                                    .isEmpty()
                    ? null
                    : judge(contract, request, captured.received().reply(request));
        } catch (InputLimits.Exceeded tooLarge) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "not verified: " + captured.sent().url() + ": " + tooLarge.getMessage());
            return null;
        }
    }

    private @Nullable AssertionError judge(ContractSchemas contract, Exchange.Request request, Reply reply) {
        String name = contract.contract().name();
        ProviderProfile provider = provider(settings, request);
        Redactor redactor = Redactor.of(RunningProviders.keyVariable(provider));
        String id = String.format(Locale.ROOT, "%04d", judged.incrementAndGet());
        Origin origin = new Origin(provider.name(), name, Instant.now(), "live", null, 0);
        Exchange exchange = redactor.redact(new Exchange(new Exchange.Id(id), origin, request, reply, null));
        record(exchange, redactor);
        ExchangeResult row = engine.judge(exchange);
        row.decision().reasons().stream()
                .filter(outcome -> outcome.outcome() == CheckOutcome.Kind.CRASHED)
                .forEach(outcome -> LOG.log(
                        System.Logger.Level.WARNING,
                        "check " + outcome.check() + " failed with an internal error of Loupe: " + outcome.why()));
        List<Finding> failing = row.findings().stream().filter(this::fails).toList();
        if (failing.isEmpty()) {
            return null;
        }
        AssertionError failure = FailureMessage.failure(name, FailureMessage.address(exchange), "", failing);
        synchronized (failures) {
            failures.add(failure);
        }
        return failure;
    }

    private boolean fails(Finding finding) {
        Attribution who = finding.violation().attribution();
        boolean counts = who == Attribution.PROVIDER || (who == Attribution.REQUEST && !settings.allowWrongRequests);
        return finding.check().level() == Level.MUST && !finding.isAccepted() && counts;
    }

    private static ContractResolver contexts(Settings settings) {
        ContractResolver contexts =
                settings.contract == null ? ContractResolver.byModel() : ContractResolver.fixed(settings.contract);
        return contexts.withProvider(exchange -> provider(settings, exchange.request()));
    }

    private static ProviderProfile provider(Settings settings, Exchange.Request request) {
        return settings.provider == null ? RunningProviders.forUrl(request.url()) : settings.provider;
    }

    static ContractSchemas contract(String nameOrPath) {
        return COMPILED.computeIfAbsent(nameOrPath, ContractResolver::find);
    }

    static Baseline baseline(String file) {
        return Baseline.read(
                Path.of(file), Checks.all().stream().map(Check::info).toList());
    }

    private void record(Exchange exchange, Redactor redactor) {
        if (settings.recordings == null) {
            return;
        }
        try {
            Files.createDirectories(settings.recordings);
            Files.write(
                    settings.recordings.resolve(exchange.id() + ".json"), RecordingFormat.pretty(exchange, redactor));
        } catch (IOException notWritable) {
            throw new UncheckedIOException(
                    "cannot write recordings to " + settings.recordings + "; set another directory", notWritable);
        }
    }
}
