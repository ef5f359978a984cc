package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.CostEstimate;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.PlannedRequests;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RequestSender;
import dev.loupe.live.Timeouts;
import dev.loupe.probe.Probe;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.report.RunReports;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestReporter;
import org.opentest4j.TestAbortedException;

/**
 * One run of the suite: sends on a thread of its own from the start, while each node waits for its own answers alone. So
 * progress shows as it happens, and it does not matter in which order, or at once, the nodes are executed.
 */
final class SuiteRun implements AutoCloseable {
    private final SuitePlan plan;
    private final Map<Exchange.Id, CompletableFuture<Judged>> judged = new LinkedHashMap<>();
    private final Map<Exchange.Id, String> addresses = new ConcurrentHashMap<>();
    private final CompletableFuture<Run> finished = new CompletableFuture<>();
    private final RequestSender sender;
    private final ProbeSession campaign;

    /**
     * What was decided of one request.
     *
     * @param row null when it was not sent
     * @param why it was not sent
     */
    private record Judged(@Nullable ExchangeResult row, String why) {}

    private SuiteRun(SuitePlan plan) {
        this.plan = plan;
        Price price = plan.price();
        List<PlannedRequest> shipments = PlannedRequests.of(plan.probes(), price);
        shipments.forEach(shipment -> judged.put(shipment.id(), new CompletableFuture<>()));
        this.sender = new RequestSender(
                plan.target().live(),
                plan.target().provider().name(),
                Timeouts.DEFAULT,
                plan.pace(),
                TestEnvironment.clock(),
                null);
        ParallelSender dispatch = new ParallelSender(
                sender, plan.budget(), plan.wanted().concurrency(), exchange -> CostEstimate.actual(exchange, price));
        this.campaign = new ProbeSession(dispatch, shipments, Map.of(), this::arrived);
    }

    static SuiteRun start(SuitePlan plan) {
        SuiteRun run = new SuiteRun(plan);
        Thread.ofPlatform().daemon().name("loupe-suite").start(run::examine);
        return run;
    }

    /** Takes secrets out of an exchange before anybody sees it. */
    private Exchange arrived(Exchange exchange) {
        Redactor redactor = plan.target().live().redactor();
        Origin origin = exchange.origin();
        Exchange redacted = redactor.redact(new Exchange(
                exchange.id(),
                new Origin(
                        origin.provider(),
                        plan.schemas().contract().name(),
                        origin.recordedAt(),
                        origin.source(),
                        null,
                        0),
                exchange.request(),
                exchange.reply(),
                exchange.probed()));
        addresses.put(exchange.id(), FailureMessage.address(redacted));
        return redacted;
    }

    private void examine() {
        try (sender) {
            Run run = RunEngine.of(
                    plan.judging(),
                    RunInput.live(campaign),
                    plan.reports().resolve(RunReports.JOURNAL),
                    row -> judged.getOrDefault(row.id(), new CompletableFuture<>())
                            .complete(new Judged(row, "")),
                    campaign::incomplete);
            RunReports.writeAll(run, plan.reports());
            String why = FailureMessage.inTests(String.join("; ", run.ending().incomplete()));
            judged.values().forEach(result -> result.complete(new Judged(null, why)));
            finished.complete(run);
        } catch (RuntimeException | Error fault) {
            judged.values().forEach(result -> result.completeExceptionally(fault));
            finished.completeExceptionally(fault);
        }
    }

    /** The tests: by parameter, in the order of the plan. */
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
        String undecided = "";
        for (int time = 1; time <= probe.repeats(); time++) {
            Exchange.Id id = new Exchange.Id(time == 1 ? probe.id() : probe.id() + "#" + time);
            Judged result =
                    join(judged.getOrDefault(id, finished.thenApply(run -> new Judged(null, "it was not sent"))));
            ExchangeResult row = result.row();
            if (row == null) {
                undecided = result.why();
                continue;
            }
            List<Finding> broken = row.findings().stream()
                    .filter(finding -> finding.decides() && finding.violation().attribution() == Attribution.PROVIDER)
                    .toList();
            if (!broken.isEmpty()) {
                throw FailureMessage.failure(
                        plan.schemas().contract().name(),
                        addresses.getOrDefault(id, ""),
                        "probe " + id + ": " + probe.tests(),
                        broken);
            }
            undecided = row.decided().verdict() == Verdict.INCONCLUSIVE ? why(row.decided()) : undecided;
        }
        if (!undecided.isEmpty()) {
            throw new TestAbortedException("inconclusive: " + undecided);
        }
    }

    private static String why(ExchangeResult.Decided decided) {
        if (decided.unusable() != null) {
            return decided.unusable();
        }
        return decided.said().stream()
                .filter(said -> said.outcome() == CheckOutcome.Kind.CRASHED)
                .map(said -> "check " + said.check() + " crashed, which is a fault of Loupe: " + said.why())
                .findFirst()
                .orElse("no check had anything to look at");
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException ended) {
            Throwable fault = ended.getCause();
            throw new IllegalStateException(
                    fault instanceof UncheckedIOException
                            ? "the suite could not go on: " + fault
                            : "a fault of Loupe, not of the endpoint; please report it in its issue tracker: " + fault,
                    fault);
        }
    }

    /**
     * Sends no more, and waits until the reports are written. When all nodes were executed there is nothing left to send; when
     * one alone was, the rest is not wanted.
     */
    @Override
    public void close() {
        campaign.stop();
        finished.exceptionally(told -> null).join();
    }
}
