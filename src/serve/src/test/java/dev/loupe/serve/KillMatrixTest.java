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
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.live.Budget;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequests;
import dev.loupe.live.Pricing;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RateLimiter;
import dev.loupe.live.RequestSender;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.live.Timeouts;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.ProviderProfile;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of Loupe against the reference provider: without a fault it is conformant, and with each fault the probes find
 * exactly what the fault is declared to break.
 */
class KillMatrixTest {
    private static final String LARGE = "google/gemma-3-27b-it";
    private static final String SMALL = "google/gemma-3-4b-it";
    private static final Map<ProviderProfile, Set<String>> USUAL = new HashMap<>();
    private static final Map<String, ContractSchemas> SCHEMAS = new HashMap<>();
    private static final Map<String, ProbePlan> PLANS = new HashMap<>();
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            1,
            Duration.ZERO);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> withoutAFaultEveryModelIsConformant() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Contract contract : Contracts.bundled()) {
            for (String model : contract.models()) {
                for (Thoroughness level : Thoroughness.values()) {
                    tests.add(DynamicTest.dynamicTest(model + " " + level, () -> {
                        Run run = run(options -> options, Suite.named("aimlapi"), model, level);
                        assertThat(run.runVerdict().reasons()).isEmpty();
                        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
                        assertThat(broken(run)).isEmpty();
                    }));
                }
            }
        }
        return tests.stream();
    }

    @Test
    void withoutAFaultRequestsWithToolsAreConformant() throws Exception {
        Run run = run(options -> options, Suite.named("openai-compatible"), ToolContract.MODEL, Thoroughness.STANDARD);
        // what the dialect adds; the message about a value that fits no branch of a union names the union alone
        assertThat(broken(run)).containsOnly("schema.undocumented-field", "range.names-the-parameter");
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFoundAndNothingElse() {
        return Faults.all().stream()
                .filter(fault -> fault.kind() == Fault.Kind.RESPONSE)
                .map(fault -> DynamicTest.dynamicTest(fault.id(), () -> {
                    if (ToolContract.isNeededFor(fault)) {
                        assertThat(fresh(
                                        fault,
                                        ServeDialect.named("aimlapi"),
                                        Suite.named("openai-compatible"),
                                        ToolContract.MODEL))
                                .isEqualTo(new TreeSet<>(fault.violates()));
                        return;
                    }
                    // what one dialect leaves open the other one states
                    Set<String> found = fresh(fault, ServeDialect.named("aimlapi"), Suite.named("aimlapi"), LARGE);
                    found.addAll(fresh(fault, ServeDialect.named("openrouter"), Suite.named("openrouter"), SMALL));
                    found.addAll(
                            fresh(fault, ServeDialect.named("aimlapi"), Suite.withoutRuleForForbiddenValues(), SMALL));
                    assertThat(found).isEqualTo(new TreeSet<>(fault.violates()));
                }));
    }

    /** The checks that break with a fault where they did not without it. */
    private Set<String> fresh(Fault fault, ServeDialect dialect, ProviderProfile provider, String model)
            throws IOException {
        if (!USUAL.containsKey(provider)) {
            USUAL.put(
                    provider, places(run(options -> options.dialect(dialect), provider, model, Thoroughness.STANDARD)));
        }
        Set<String> fresh =
                places(run(options -> options.dialect(dialect).fault(fault), provider, model, Thoroughness.STANDARD));
        fresh.removeAll(USUAL.getOrDefault(provider, Set.of()));
        Set<String> checks = fresh.stream()
                .map(place -> place.substring(place.indexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        if (dialect.name().equals("openrouter")) {
            checks.remove("schema.undocumented-field"); // its properties outside the contract, on purpose
        }
        return checks;
    }

    private static Set<String> places(Run run) {
        try (Stream<Finding> findings = run.findings()) {
            return findings.map(finding ->
                            finding.exchange() + " " + finding.check().id())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> broken(Run run) {
        try (Stream<Finding> findings = run.findings()) {
            return findings.filter(finding -> finding.violation().attribution() != Attribution.SPEC)
                    .map(finding -> finding.check().id())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Run run(UnaryOperator<ServeOptions> options, ProviderProfile provider, String model, Thoroughness level)
            throws IOException {
        ContractSchemas schemas = SCHEMAS.computeIfAbsent(
                model, name -> ContractSchemas.of(Contracts.forModel(name).orElse(ToolContract.CONTRACT)));
        ProbePlan probes = PLANS.computeIfAbsent(
                model + " " + level, key -> ProbePlan.of(schemas, model, level).repeating(2));
        try (ReferenceProvider reference =
                ReferenceProvider.start(options.apply(ServeOptions.of(ToolContract.withBundled())))) {
            TargetEndpoint target = TargetEndpoint.at(reference.url(), "embedded-key", "LOUPE_KEY", Map.of());
            try (RequestSender sender = new RequestSender(
                    target,
                    provider.name(),
                    PATIENT,
                    RateLimiter.unlimited(),
                    InstantSource.system(),
                    ConnectionSettings.direct(null))) {
                ParallelSender dispatch = new ParallelSender(sender, Budget.unlimited(), 4, Pricing.NONE);
                return judged(dispatch, probes, new CheckContext(schemas, provider));
            }
        }
    }

    private Run judged(ParallelSender dispatch, ProbePlan probes, CheckContext context) throws IOException {
        RunEnvironment setting = new RunEnvironment("0", "", "the kill matrix", 1, InstantSource.system());
        RunPlan plan = RunPlan.of(Checks.all(), exchange -> context, Baseline.none(), setting);
        Path journal = Files.createTempFile(folder, "journal", ".ndjson");
        try (ProbeSession session =
                new ProbeSession(dispatch, PlannedRequests.of(probes), Map.of(), UnaryOperator.<Exchange>identity())) {
            return RunEngine.run(plan, RunInput.live(session), journal, row -> {}, session::incomplete);
        }
    }
}
