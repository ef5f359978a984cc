package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.PlannedRequests;
import dev.loupe.live.Pricing;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RequestSender;
import dev.loupe.live.Timeouts;
import dev.loupe.probe.Probe;
import dev.loupe.report.RunReports;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestReporter;
import org.opentest4j.TestAbortedException;

/**
 * One run of the suite. A separate thread sends the requests from the start; each test waits only for its own responses. So
 * progress is visible, and the tests may run in any order or in parallel.
 */
final class SuiteRun implements AutoCloseable {
    private static final RequestResult NOT_PLANNED = new RequestResult.NotSent("it was not sent");

    private final SuitePlan plan;
    private final Map<Exchange.Id, CompletableFuture<RequestResult>> results = new LinkedHashMap<>();
    private final Map<Exchange.Id, String> addresses = new ConcurrentHashMap<>();
    private final CompletableFuture<Run> finished = new CompletableFuture<>();
    private final RequestSender sender;
    private final ProbeSession session;

    /** The result of one request. */
    private sealed interface RequestResult {
        record Sent(ExchangeResult row) implements RequestResult {}

        record NotSent(String reason) implements RequestResult {}
    }

    private SuiteRun(SuitePlan plan) {
        this.plan = plan;
        List<PlannedRequest> requests = PlannedRequests.of(plan.probes());
        requests.forEach(request -> results.put(request.id(), new CompletableFuture<>()));
        this.sender = new RequestSender(
                plan.target().live(),
                plan.target().provider().name(),
                Timeouts.DEFAULT,
                plan.rateLimiter(),
                InstantSource.system(),
                ConnectionSettings.direct(null));
        ParallelSender parallel = new ParallelSender(
                sender, plan.budget(), plan.settings().concurrency(), Pricing.stated(model -> plan.price()));
        this.session = new ProbeSession(parallel, requests, Map.of(), this::received);
    }

    static SuiteRun start(SuitePlan plan) {
        SuiteRun run = new SuiteRun(plan);
        Thread.ofPlatform().daemon().name("loupe-suite").start(run::send);
        return run;
    }

    /** Redacts a received exchange and sets its contract, before it is results. */
    private Exchange received(Exchange exchange) {
        Redactor redactor = plan.target().live().redactor();
        Exchange redacted =
                redactor.redact(exchange.withContract(plan.schemas().contract().name()));
        addresses.put(exchange.id(), FailureMessage.address(redacted));
        return redacted;
    }

    private void send() {
        try (sender) {
            Run run = RunEngine.run(
                    plan.judging(),
                    RunInput.live(session),
                    plan.reports().resolve(RunReports.JOURNAL),
                    row -> results.getOrDefault(row.id(), new CompletableFuture<>())
                            .complete(new RequestResult.Sent(row)),
                    session::incomplete);
            RunReports.writeAll(run, plan.reports());
            String reason = run.end().incomplete().stream()
                    .map(AnnotationAdvice::message)
                    .collect(Collectors.joining("; "));
            results.values().forEach(result -> result.complete(new RequestResult.NotSent(reason)));
            finished.complete(run);
        } catch (RuntimeException | Error error) {
            results.values().forEach(result -> result.completeExceptionally(error));
            finished.completeExceptionally(error);
        }
    }

    /** The tests by parameter, in the order of the plan. */
    Stream<DynamicNode> nodes(TestReporter reporter) {
        Map<String, List<DynamicTest>> byParameter = new LinkedHashMap<>();
        for (Probe probe : plan.probes().probes()) {
            byParameter
                    .computeIfAbsent(ProbeDisplayNames.parameter(probe), name -> new ArrayList<>())
                    .add(DynamicTest.dynamicTest(ProbeDisplayNames.of(probe), () -> verify(probe)));
        }
        List<DynamicNode> nodes = new ArrayList<>();
        byParameter.forEach((name, tests) -> nodes.add(DynamicContainer.dynamicContainer(name, tests)));
        nodes.add(DynamicTest.dynamicTest(
                "the run as a whole", () -> new RunConclusion(plan, reporter).of(join(finished))));
        return nodes.stream();
    }

    private void verify(Probe probe) {
        List<String> undecided = new ArrayList<>();
        for (int time = 1; time <= probe.repeats(); time++) {
            Exchange.Id id = new Exchange.Id(time == 1 ? probe.id() : probe.id() + "#" + time);
            switch (join(results.getOrDefault(id, finished.thenApply(run -> NOT_PLANNED)))) {
                case RequestResult.NotSent(String reason) -> undecided.add(reason);
                case RequestResult.Sent(ExchangeResult row) -> {
                    requireConformant(probe, id, row);
                    if (row.decision().verdict() == Verdict.INCONCLUSIVE) {
                        undecided.add(why(row.decision()));
                    }
                }
            }
        }
        if (!undecided.isEmpty()) {
            throw new TestAbortedException("inconclusive: " + undecided.getLast());
        }
    }

    private void requireConformant(Probe probe, Exchange.Id id, ExchangeResult row) {
        List<Finding> findings = row.findings().stream()
                .filter(finding -> finding.fails() && finding.violation().attribution() == Attribution.PROVIDER)
                .toList();
        if (!findings.isEmpty()) {
            throw FailureMessage.failure(
                    plan.schemas().contract().name(),
                    addresses.getOrDefault(id, ""),
                    "probe " + id + ": " + probe.tests(),
                    findings);
        }
    }

    private static String why(ExchangeResult.Decision decided) {
        if (decided.unusable() != null) {
            return decided.unusable();
        }
        return decided.reasons().stream()
                .filter(outcome -> outcome.outcome() == CheckOutcome.Kind.CRASHED)
                .map(outcome ->
                        "check " + outcome.check() + " failed with an internal error of Loupe: " + outcome.why())
                .findFirst()
                .orElse("no check applies");
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException ended) {
            Throwable cause = ended.getCause();
            throw new IllegalStateException(
                    cause instanceof UncheckedIOException
                            ? "the suite stopped: " + cause
                            : "internal error, not a test result; please report it: " + ProcessEnvironment.issues()
                                    + ": " + cause,
                    cause);
        }
    }

    /**
     * Stops sending and waits until the reports are written. After all tests nothing is left to send; after a single test the
     * rest is not needed.
     */
    @Override
    public void close() {
        session.stop();
        finished.exceptionally(reported -> null).join();
    }
}
