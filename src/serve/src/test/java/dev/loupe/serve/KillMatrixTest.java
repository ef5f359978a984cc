package dev.loupe.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Attribution;
import dev.loupe.check.Checks;
import dev.loupe.check.Context;
import dev.loupe.contract.Contract;
import dev.loupe.contract.Contracts;
import dev.loupe.exchange.Exchange;
import dev.loupe.live.Budget;
import dev.loupe.live.Campaign;
import dev.loupe.live.Dispatch;
import dev.loupe.live.Pace;
import dev.loupe.live.Patience;
import dev.loupe.live.Sender;
import dev.loupe.live.Shipments;
import dev.loupe.live.Target;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.Provider;
import dev.loupe.schema.ContractSchemas;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import dev.loupe.verdict.Baseline;
import dev.loupe.verdict.Examination;
import dev.loupe.verdict.Finding;
import dev.loupe.verdict.Plan;
import dev.loupe.verdict.Records;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Setting;
import dev.loupe.verdict.Verdict;
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
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of Loupe against the reference provider: without a fault it is conformant, and with each fault the probes find
 * exactly what the fault is declared to break.
 */
class KillMatrixTest {
    private static final String LARGE = "google/gemma-3-27b-it";
    private static final String SMALL = "google/gemma-3-4b-it";
    private static final Map<Provider, Set<String>> USUAL = new HashMap<>();
    private static final Map<String, ContractSchemas> SCHEMAS = new HashMap<>();
    private static final Patience PATIENT = new Patience(
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
                        assertThat(run.decision().reasons()).isEmpty();
                        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
                        assertThat(broken(run)).isEmpty();
                    }));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFoundAndNothingElse() {
        return Faults.all().stream()
                .filter(fault -> fault.kind() == Fault.Kind.ANSWER)
                .map(fault -> DynamicTest.dynamicTest(fault.id(), () -> {
                    // what one dialect leaves open the other one states
                    Set<String> found = fresh(fault, Dialect.AIMLAPI, Suite.named("aimlapi"), LARGE);
                    found.addAll(fresh(fault, Dialect.OPENROUTER, Suite.named("openrouter"), SMALL));
                    found.addAll(fresh(fault, Dialect.AIMLAPI, Suite.saysNothingOfForbiddenValues(), SMALL));
                    assertThat(found).isEqualTo(new TreeSet<>(fault.breaks()));
                }));
    }

    /** The checks that break with a fault where they did not without it. */
    private Set<String> fresh(Fault fault, Dialect dialect, Provider provider, String model) throws IOException {
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
        if (dialect == Dialect.OPENROUTER) {
            checks.remove("schema.undocumented-field"); // what it says beside the contract, on purpose
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

    private Run run(UnaryOperator<ServeOptions> options, Provider provider, String model, Thoroughness level)
            throws IOException {
        ContractSchemas schemas = SCHEMAS.computeIfAbsent(
                model, name -> ContractSchemas.of(Contracts.forModel(name).orElseThrow()));
        ProbePlan probes = ProbePlan.of(schemas, model, level).repeating(2);
        try (ReferenceProvider reference = ReferenceProvider.start(options.apply(ServeOptions.defaults()))) {
            Target target = Target.at(reference.url(), "embedded-key", "LOUPE_KEY", Map.of());
            try (Sender sender =
                    new Sender(target, provider.name(), PATIENT, Pace.unlimited(), InstantSource.system(), null)) {
                Dispatch dispatch = new Dispatch(sender, Budget.unlimited(), 4, exchange -> 0);
                return judged(dispatch, probes, new Context(schemas, provider));
            }
        }
    }

    private Run judged(Dispatch dispatch, ProbePlan probes, Context context) throws IOException {
        Setting setting = new Setting("0", "", "the kill matrix", 1, InstantSource.system());
        Plan plan = Plan.of(Checks.all(), exchange -> context, Baseline.none(), setting);
        Path journal = Files.createTempFile(folder, "journal", ".ndjson");
        try (Campaign campaign =
                new Campaign(dispatch, Shipments.of(probes, null), Map.of(), UnaryOperator.<Exchange>identity())) {
            return Examination.of(plan, Records.live(campaign), journal, row -> {}, campaign::incomplete);
        }
    }
}
