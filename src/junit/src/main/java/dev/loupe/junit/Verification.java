package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.MultipleFailuresError;

/**
 * Holds the exchanges that a test makes anyhow to a contract, by the same judge as {@code loupe replay}. What it is set to is
 * said first, before any exchange is looked at: each of these methods gives a new verification. Safe to use from any thread.
 *
 * <p>An exchange fails when a MUST is broken that the baseline does not accept: by the provider, or by the request unless
 * {@link #allowingWrongRequests()}. What only the published contract forbids, and what SHOULD hold, never fails. A request for
 * which the contract has no operation, such as a health check, passes unseen. Each exchange is judged by itself; what only
 * shows in comparison, such as ids that repeat, is for {@link ConformanceSuite} and {@code loupe replay}.
 */
public final class Verification {
    private static final System.Logger LOG = System.getLogger(Verification.class.getName());

    /** Compiling a contract file takes longer than a test; a test class makes many verifications. */
    private static final Map<String, ContractSchemas> COMPILED = new ConcurrentHashMap<>();

    /** Tests talk to stubs that are started again and again and repeat themselves: a comparison would blame them for that. */
    private static final List<Check> OF_ONE_EXCHANGE =
            Checks.all().stream().filter(ExchangeCheck.class::isInstance).toList();

    private final Choice choice;
    private final ContractResolver contexts;
    private final RunEngine examination;
    private final AtomicInteger looked;
    private final List<AssertionError> failures = new ArrayList<>();

    private record Choice(
            @Nullable ContractSchemas contract,
            @Nullable ProviderProfile provider,
            String checks,
            Baseline baseline,
            @Nullable Path recordings,
            boolean wrongRequests) {}

    private Verification(Choice choice) {
        ClassPathCheck.requireOneOfEach();
        this.choice = choice;
        this.contexts = contexts(choice);
        RunPlan plan = RunPlan.of(
                OF_ONE_EXCHANGE, contexts, choice.baseline(), TestEnvironment.setting("exchanges of tests", 0));
        this.examination = RunEngine.oneByOne(plan.only(new GlobPattern(choice.checks())));
        this.looked = new AtomicInteger();
    }

    private Verification(Verification whole) {
        this.choice = whole.choice;
        this.contexts = whole.contexts;
        this.examination = whole.examination;
        this.looked = whole.looked;
    }

    /** The same, with failures of its own: tests that run at once must not be told each other's. */
    Verification part() {
        return new Verification(this);
    }

    /**
     * Holds exchanges to this contract.
     *
     * @param contract {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document
     */
    public static Verification of(String contract) {
        return new Verification(new Choice(contract(contract), null, "*", Baseline.none(), null, false));
    }

    /** Holds each exchange to the built-in contract whose models include the one that it asks for. */
    public static Verification byModel() {
        return new Verification(new Choice(null, null, "*", Baseline.none(), null, false));
    }

    /**
     * Whose dialect the answers speak: {@code aimlapi}, {@code openai}, {@code openrouter}, {@code llama-cpp}, or the path of
     * a provider's file. Without this it is told by the host, and for an unknown host it is {@code openai-compatible}.
     */
    public Verification provider(String nameOrPath) {
        return new Verification(new Choice(
                choice.contract,
                RunningProviders.find(nameOrPath),
                choice.checks,
                choice.baseline,
                choice.recordings,
                choice.wrongRequests));
    }

    /** Only the checks whose id matches, such as {@code usage.*}. */
    public Verification checks(String glob) {
        return new Verification(new Choice(
                choice.contract, choice.provider, glob, choice.baseline, choice.recordings, choice.wrongRequests));
    }

    /**
     * Accepts what this file accepts; {@code loupe replay RECORDINGS --write-baseline FILE} writes one. Exchanges of tests are
     * numbered as they come, so an entry is best for any, {@code exchange: "*"}.
     */
    public Verification baseline(Path file) {
        return new Verification(new Choice(
                choice.contract,
                choice.provider,
                choice.checks,
                baseline(file.toString()),
                choice.recordings,
                choice.wrongRequests));
    }

    /** Also writes every exchange into this folder, secrets removed, as {@code loupe replay} reads it. */
    public Verification recordingTo(Path folder) {
        return new Verification(new Choice(
                choice.contract, choice.provider, choice.checks, choice.baseline, folder, choice.wrongRequests));
    }

    /** For tests that send wrong requests on purpose: what the request breaks does not fail. The answer still counts. */
    public Verification allowingWrongRequests() {
        return new Verification(
                new Choice(choice.contract, choice.provider, choice.checks, choice.baseline, choice.recordings, true));
    }

    /** How many exchanges were held to the contract so far. */
    public int exchanges() {
        return looked.get();
    }

    /**
     * Fails with everything that was broken since the last call. For traffic of an application, which may catch what is
     * thrown at it: call this when a test ends.
     */
    public void assertHeld() {
        List<AssertionError> broken = takeFailures();
        if (broken.size() == 1) {
            throw broken.getFirst();
        }
        if (!broken.isEmpty()) {
            throw new MultipleFailuresError(broken.size() + " exchanges break the contract", broken);
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
     * Judges an exchange; what is wrong with it is remembered, and told to the caller, who may throw it. What is beyond a
     * bound is not judged, and nobody is blamed for it.
     */
    @Nullable
    AssertionError look(CapturedExchange captured) {
        try {
            Exchange.Request request = captured.sent().request();
            ContractSchemas contract = contexts.contract(null, request).orElse(null);
            return contract == null
                            || contract.operation(Reading.CORRECTED, request.method(), request.url())
                                    .isEmpty()
                    ? null
                    : judge(contract, request, captured.got().reply(request));
        } catch (InputLimits.Exceeded beyond) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "not verified: " + captured.sent().url() + ": " + beyond.getMessage());
            return null;
        }
    }

    private @Nullable AssertionError judge(ContractSchemas contract, Exchange.Request request, Reply reply) {
        String name = contract.contract().name();
        ProviderProfile provider = provider(choice, request);
        Redactor redactor = Redactor.of(RunningProviders.keyVariable(provider));
        String id = String.format(Locale.ROOT, "%04d", looked.incrementAndGet());
        Origin origin =
                new Origin(provider.name(), name, TestEnvironment.clock().instant(), "live", null, 0);
        Exchange exchange = redactor.redact(new Exchange(new Exchange.Id(id), origin, request, reply, null));
        record(exchange, redactor);
        ExchangeResult row = examination.look(exchange);
        row.decided().said().stream()
                .filter(said -> said.outcome() == CheckOutcome.Kind.CRASHED)
                .forEach(said -> LOG.log(
                        System.Logger.Level.WARNING,
                        "check " + said.check() + " crashed, which is a fault of Loupe: " + said.why()));
        List<Finding> broken = row.findings().stream().filter(this::fails).toList();
        if (broken.isEmpty()) {
            return null;
        }
        AssertionError failure = FailureMessage.failure(name, FailureMessage.address(exchange), "", broken);
        synchronized (failures) {
            failures.add(failure);
        }
        return failure;
    }

    private boolean fails(Finding finding) {
        Attribution who = finding.violation().attribution();
        boolean wrong = who == Attribution.PROVIDER || (who == Attribution.REQUEST && !choice.wrongRequests);
        return finding.check().level() == Level.MUST && !finding.isAccepted() && wrong;
    }

    private static ContractResolver contexts(Choice choice) {
        ContractResolver contexts =
                choice.contract == null ? ContractResolver.byModel() : ContractResolver.fixed(choice.contract);
        return contexts.withProvider(exchange -> provider(choice, exchange.request()));
    }

    private static ProviderProfile provider(Choice choice, Exchange.Request request) {
        return choice.provider == null ? RunningProviders.forUrl(request.url()) : choice.provider;
    }

    static ContractSchemas contract(String nameOrPath) {
        return COMPILED.computeIfAbsent(nameOrPath, ContractResolver::find);
    }

    static Baseline baseline(String file) {
        return Baseline.read(
                Path.of(file), Checks.all().stream().map(Check::info).toList());
    }

    private void record(Exchange exchange, Redactor redactor) {
        if (choice.recordings == null) {
            return;
        }
        try {
            Files.createDirectories(choice.recordings);
            Files.write(choice.recordings.resolve(exchange.id() + ".json"), RecordingFormat.pretty(exchange, redactor));
        } catch (IOException notWritable) {
            throw new UncheckedIOException(
                    "recordings cannot be written to " + choice.recordings + "; name another folder", notWritable);
        }
    }
}
