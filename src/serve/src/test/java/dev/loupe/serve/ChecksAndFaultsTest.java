package dev.loupe.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Attribution;
import dev.loupe.check.rules.Checks;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.serve.Suite.Breach;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The provider against all checks, response by response: what the faults of the wire violate whose responses arrive whole. A run
 * ends before it judges those; the other faults are in {@link KillMatrixTest}.
 */
class ChecksAndFaultsTest {
    /** Checks that no response of a provider can violate, or that only measure. */
    private static final Map<String, String> WITHOUT_A_FAULT = Map.ofEntries(
            Map.entry("protocol.body", "with a contract the schema checks own it"),
            Map.entry("range.rejects-content", "the models of the probes accept every part that the probes have"),
            Map.entry("schema.request-corrected", "it is about the request, which is the caller's"),
            Map.entry("schema.request-published", "it is about the request, which is the caller's"),
            Map.entry("stream.first-token-time", "it measures; wire.slow-start is there to be measured"),
            Map.entry("stream.gap-time", "it measures; wire.stall is there to be measured"),
            Map.entry(
                    "tool.choice-ignored",
                    "a contract with tools states that they are supported; tool.choice-obeyed applies"),
            Map.entry("usage.counts-present", "with a contract the schema checks own it"),
            Map.entry("usage.no-fixed-cap", "it compares texts of many prompts, which probes do not have"));

    /** Faults of the wire whose responses are whole and wrong. What arrives late only is in {@link WireMatrixTest}. */
    private static final Set<String> WHOLE =
            Set.of("wire.burst-of-503", "wire.empty-object", "wire.html", "wire.redirect", "wire.storm-of-429");

    private static final Map<ProviderProfile, Set<String>> USUAL = new ConcurrentHashMap<>();

    @Test
    void withoutAFaultTheOtherDialectViolatesNothing() throws Exception {
        try (Endpoint endpoint = Endpoint.start(options -> options.dialect(ServeDialect.named("openrouter")))) {
            assertThat(Suite.breaches(endpoint, Endpoint.SMALL, Suite.named("openrouter")))
                    .filteredOn(breach -> breach.violation().attribution() != Attribution.SPEC)
                    // properties of OpenRouter outside the contract, on purpose
                    .filteredOn(breach -> !breach.check().equals("schema.undocumented-field"))
                    .isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachFaultOfTheWireViolatesWhatItDeclares() {
        return Faults.all().stream()
                .filter(fault -> WHOLE.contains(fault.id()))
                .map(fault -> DynamicTest.dynamicTest(fault.id(), () -> {
                    // a profile that does not state [DONE] cannot violate it: each dialect states what another leaves
                    // open
                    List<Breach> fresh = new ArrayList<>(
                            fresh(fault, ServeDialect.named("aimlapi"), Suite.named("aimlapi"), Endpoint.LARGE));
                    fresh.addAll(
                            fresh(fault, ServeDialect.named("openrouter"), Suite.named("openrouter"), Endpoint.SMALL));
                    // this profile does not state what happens to a forbidden value
                    fresh.addAll(fresh(
                            fault,
                            ServeDialect.named("aimlapi"),
                            Suite.withoutRuleForForbiddenValues(),
                            Endpoint.SMALL));

                    Set<String> checks =
                            fresh.stream().map(Breach::check).collect(Collectors.toCollection(TreeSet::new));

                    assertThat(checks)
                            .as("what is broken, the first of "
                                    + fresh.stream().limit(3).toList())
                            .isEqualTo(new TreeSet<>(fault.violates()));
                }));
    }

    private static List<Breach> fresh(Fault fault, ServeDialect dialect, ProviderProfile provider, String model)
            throws Exception {
        if (!USUAL.containsKey(provider)) {
            try (Endpoint right = Endpoint.start(options -> options.dialect(dialect))) {
                USUAL.put(
                        provider,
                        Suite.breaches(right, model, provider).stream()
                                .map(ChecksAndFaultsTest::place)
                                .collect(Collectors.toSet()));
            }
        }
        Set<String> usual = USUAL.getOrDefault(provider, Set.of());
        try (Endpoint wrong = Endpoint.start(options -> options.dialect(dialect).fault(fault))) {
            return Suite.breaches(wrong, model, provider).stream()
                    .filter(breach -> !usual.contains(place(breach)))
                    // a response in place of an error has OpenRouter's own properties
                    .filter(breach ->
                            dialect.name().equals("aimlapi") || !breach.check().equals("schema.undocumented-field"))
                    .toList();
        }
    }

    @Test
    void everyCheckHasAFaultThatWasMadeForIt() {
        Set<String> aimedAt = Faults.all().stream()
                .filter(fault -> !fault.violates().isEmpty())
                .map(fault -> fault.violates().getFirst())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = Checks.all().stream().map(check -> check.info().id()).collect(Collectors.toSet());

        assertThat(all).containsAll(WITHOUT_A_FAULT.keySet());
        assertThat(aimedAt).doesNotContainAnyElementsOf(WITHOUT_A_FAULT.keySet());
        aimedAt.addAll(WITHOUT_A_FAULT.keySet());
        assertThat(aimedAt).isEqualTo(new TreeSet<>(all));
    }

    private static String place(Breach breach) {
        return breach.request() + " " + breach.check();
    }
}
