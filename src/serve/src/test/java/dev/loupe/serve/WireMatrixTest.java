package dev.loupe.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckContext;
import dev.loupe.check.rules.Checks;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.engine.result.Verdict;
import dev.loupe.live.Budget;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.PlannedRequests;
import dev.loupe.live.Pricing;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RateLimiter;
import dev.loupe.live.RequestSender;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.live.Timeouts;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verdict of a run for each fault of the wire that begins after its first request: what is no evidence about the contract
 * is no violation.
 */
class WireMatrixTest {
    private static final ContractSchemas SCHEMAS =
            ContractSchemas.of(Contracts.named("gemma-3").orElseThrow());

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    /**
     * How a run ends.
     *
     * @param broken the checks that say so
     */
    record Ends(Verdict verdict, Set<String> broken) {}

    private static final Ends INCONCLUSIVE = new Ends(Verdict.INCONCLUSIVE, Set.of());
    private static final Ends CONFORMANT = new Ends(Verdict.CONFORMANT, Set.of());
    private static final Ends CUT =
            new Ends(Verdict.NON_CONFORMANT, Set.of("stream.error-is-said", "transport.framing"));

    static final Map<String, Ends> EXPECTED = Map.ofEntries(
            Map.entry("wire.burst-of-503", INCONCLUSIVE),
            Map.entry("wire.closes-idle", new Ends(Verdict.CONFORMANT, Set.of("transport.keeps-idle"))),
            Map.entry("wire.cut-in-character", CUT),
            Map.entry("wire.empty-object", new Ends(Verdict.NON_CONFORMANT, Set.of("schema.response-corrected"))),
            Map.entry("wire.endless", INCONCLUSIVE),
            Map.entry("wire.ends-server", new Ends(Verdict.NON_CONFORMANT, Set.of("transport.survives"))),
            Map.entry("wire.gzip-garbage", new Ends(Verdict.NON_CONFORMANT, Set.of("transport.framing"))),
            Map.entry("wire.html", new Ends(Verdict.NON_CONFORMANT, Set.of("stream.content-type"))),
            Map.entry("wire.line-feeds", new Ends(Verdict.CONFORMANT, Set.of("transport.strict-syntax"))),
            Map.entry("wire.no-response", new Ends(Verdict.NON_CONFORMANT, Set.of("transport.responds"))),
            Map.entry("wire.redirect", INCONCLUSIVE),
            Map.entry("wire.reset", CUT),
            Map.entry("wire.silence", INCONCLUSIVE),
            Map.entry("wire.slow-start", CONFORMANT),
            Map.entry("wire.stall", CONFORMANT),
            Map.entry("wire.storm-of-429", INCONCLUSIVE),
            Map.entry("wire.trickle", CONFORMANT),
            Map.entry("wire.wrong-certificate", INCONCLUSIVE),
            Map.entry("wire.wrong-length", new Ends(Verdict.NON_CONFORMANT, Set.of("transport.framing"))));

    @TestFactory
    Stream<DynamicTest> eachFaultOfTheWireEndsARunAsItShould() {
        return Faults.all().stream()
                .filter(fault -> fault.kind() != Fault.Kind.RESPONSE)
                .map(fault -> DynamicTest.dynamicTest(fault.id(), () -> {
                    Run run = fault.kind() == Fault.Kind.CERTIFICATE ? runWith(fault) : runFromThenOn(fault);
                    assertThat(new Ends(run.verdict(), broken(run))).isEqualTo(EXPECTED.get(fault.id()));
                }));
    }

    private static Set<String> broken(Run run) {
        try (Stream<Finding> findings = run.findings()) {
            Set<String> broken = new TreeSet<>();
            findings.filter(finding -> finding.violation().attribution() != Attribution.SPEC)
                    .forEach(finding -> broken.add(finding.check().id()));
            return broken;
        }
    }

    @Test
    void anUntrustedCertificateIsReportedWithAdvice() throws IOException {
        assertThat(runWith(Faults.named("wire.wrong-certificate").orElseThrow())
                        .end()
                        .incomplete())
                .singleElement()
                .satisfies(reason -> assertThat(reason.advice()).contains(IncompleteReason.Advice.TRUST_AUTHORITY))
                .extracting(IncompleteReason::message)
                .asString()
                .contains("certificate");
    }

    /** With the fault from the start, for what no header of a request can choose. */
    private Run runWith(Fault fault) throws IOException {
        return run(ServeOptions.defaults().fault(fault), plan(), LONG);
    }

    /** With the fault from the second request on. */
    private Run runFromThenOn(Fault fault) throws IOException {
        List<PlannedRequest> plan = new ArrayList<>();
        for (PlannedRequest request : plan()) {
            Map<String, String> headers = new HashMap<>(request.headers());
            if (!plan.isEmpty()) {
                headers.put("X-Loupe-Fault", fault.id());
            }
            plan.add(new PlannedRequest(
                    request.id(), request.method(), request.path(), headers, request.body(), request.probed()));
        }
        // waiting is what shows silence; whatever answers is waited for, however busy the machine is
        Duration answer = fault.id().equals("wire.silence") ? Duration.ofSeconds(5) : LONG;
        return run(ServeOptions.defaults().faultByHeader(), plan, answer);
    }

    private static List<PlannedRequest> plan() {
        ProbePlan probes = ProbePlan.of(SCHEMAS, "", Thoroughness.SMOKE);
        return PlannedRequests.of(probes.only(Set.of("max_tokens/one", "stream/true")::contains));
    }

    private Run run(ServeOptions options, List<PlannedRequest> plan, Duration answer) throws IOException {
        try (ReferenceProvider reference = ReferenceProvider.start(options)) {
            TargetEndpoint target = TargetEndpoint.at(reference.url(), "embedded-key", "LOUPE_KEY", Map.of());
            Timeouts timeouts = new Timeouts(LONG, answer, LONG, LONG, 1, Duration.ZERO);
            try (RequestSender sender = new RequestSender(
                    target,
                    "aimlapi",
                    timeouts,
                    RateLimiter.unlimited(),
                    InstantSource.system(),
                    ConnectionSettings.direct(null))) {
                return judged(new ParallelSender(sender, Budget.unlimited(), 2, Pricing.NONE), plan);
            }
        }
    }

    private Run judged(ParallelSender dispatch, List<PlannedRequest> requests) throws IOException {
        CheckContext context =
                new CheckContext(SCHEMAS, ProviderProfiles.named("aimlapi").orElseThrow());
        RunEnvironment setting = new RunEnvironment("0", "", "the wire", 1, InstantSource.system());
        RunPlan plan = RunPlan.of(Checks.all(), exchange -> context, Baseline.none(), setting);
        Path journal = Files.createTempFile(folder, "journal", ".ndjson");
        try (ProbeSession session = new ProbeSession(dispatch, requests, Map.of(), exchange -> exchange)) {
            return RunEngine.run(plan, RunInput.live(session), journal, row -> {}, session::incomplete);
        }
    }
}
