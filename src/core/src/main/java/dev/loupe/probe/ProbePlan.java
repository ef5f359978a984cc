package dev.loupe.probe;

import dev.loupe.exchange.ProbeInfo;
import dev.loupe.openapi.schema.ContractSchemas;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The probes of a run in order: the baseline first, and every probe after its control probe. The same contract and options
 * give the same plan.
 *
 * @param limits of which the first that works bounds the output of the probes that do not test a limit
 * @param kinds the number of kinds of violation that a standard run is meant to have
 * @param leftOut those of them that only a full run violates, because a standard run has no room for them
 */
@API(status = API.Status.EXPERIMENTAL)
public record ProbePlan(List<Probe> probes, List<OutputLimit> limits, int kinds, List<String> leftOut) {
    public ProbePlan {
        probes = List.copyOf(probes);
        limits = List.copyOf(limits);
        leftOut = List.copyOf(leftOut);
    }

    private ProbePlan withProbes(Stream<Probe> chosen) {
        return new ProbePlan(chosen.toList(), limits, kinds, leftOut);
    }

    /**
     * The plan for one model of a contract and an endpoint with a key.
     *
     * @param model empty for the first one of the contract
     * @throws IllegalArgumentException when there is nothing to probe; the message states why
     */
    public static ProbePlan of(ContractSchemas schemas, String model, Thoroughness thoroughness) {
        return of(schemas, model, thoroughness, true);
    }

    /** The same for an endpoint with or without a key; without one, other probes replace those that test keys. */
    public static ProbePlan of(ContractSchemas schemas, String model, Thoroughness thoroughness, boolean hasKey) {
        return of(ProbeGenerator.ALL, schemas, model, thoroughness, hasKey);
    }

    /**
     * The plan for a server without a contract: no value of a parameter is forbidden.
     *
     * @param protocol the contract of the protocol
     */
    public static ProbePlan withoutContract(
            ContractSchemas protocol, String model, Thoroughness thoroughness, boolean hasKey) {
        ProbePlan plan = of(ProbeGenerator.PROTOCOL, protocol, model, thoroughness, hasKey);
        return plan.only(plan.probes().stream()
                .filter(probe ->
                        probe.probed().at().matches() || probe.probed().corrected() == ProbeInfo.Permission.ALLOWED)
                .map(Probe::id)
                .collect(Collectors.toSet())::contains);
    }

    private static ProbePlan of(
            List<ProbeGenerator> generators,
            ContractSchemas schemas,
            String model,
            Thoroughness thoroughness,
            boolean hasKey) {
        ProbeBuilder builder = ProbeBuilder.of(schemas, model);
        generators.forEach(generator -> generator.addTo(builder));
        Map<String, ProbeCandidate> made = new LinkedHashMap<>();
        builder.made().stream()
                .filter(candidate ->
                        hasKey || !ProbeInfo.isAuthorization(candidate.probe().id()))
                .forEach(candidate -> made.put(candidate.probe().id(), candidate));
        Map<String, Thoroughness> levels = ProbeSelection.levels(made);
        List<Probe> chosen = made.values().stream()
                .map(candidate -> candidate
                        .probe()
                        .at(levels.getOrDefault(candidate.probe().id(), Thoroughness.FULL)))
                .filter(probe -> probe.from().compareTo(thoroughness) <= 0)
                .toList();
        Set<ViolationKind> leftOut =
                kinds(made.values().stream().map(ProbeCandidate::probe).toList());
        int kinds = leftOut.size();
        leftOut.removeAll(kinds(chosen));
        return new ProbePlan(
                chosen,
                builder.limits(),
                kinds,
                thoroughness == Thoroughness.STANDARD
                        ? leftOut.stream().map(ViolationKind::toString).toList()
                        : List.of());
    }

    private static Set<ViolationKind> kinds(List<Probe> probes) {
        return probes.stream()
                .flatMap(probe -> ViolationKind.of(probe.probed()).stream())
                .filter(ViolationKind::isStandard)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same with only the selected probes, the control probes that they need, and those of the limit that bounds them. */
    public ProbePlan only(Predicate<String> selected) {
        Map<String, Probe> byId = new LinkedHashMap<>();
        probes.forEach(probe -> byId.put(probe.id(), probe));
        Set<String> kept = new HashSet<>(Set.of(ProbeBuilder.BASELINE));
        limits.stream().limit(1).map(OutputLimit::proofs).forEach(kept::addAll);
        for (Probe probe : probes) {
            if (selected.test(probe.id())) {
                for (Probe at = probe;
                        at != null && kept.add(at.id());
                        at = byId.get(at.probed().controlProbe())) {
                    // the control probe of the control probe follows
                }
            }
        }
        return new ProbePlan(
                probes.stream().filter(probe -> kept.contains(probe.id())).toList(), limits, kinds, List.of());
    }

    /** The same with this number of repeats of the probes that are repeated; more than the usual number also repeats those of tools. */
    public ProbePlan repeating(int times) {
        return withProbes(probes.stream()
                .map(probe -> probe.repeats() > 1 || (times > Probe.REPEATS && ToolProbes.isAbout(probe))
                        ? probe.repeated(times)
                        : probe));
    }

    /** The model that every request has. */
    public String model() {
        return probes.getFirst().request().body().json().path("model").asText();
    }

    /** The number of requests. */
    public int requests() {
        return probes.stream().mapToInt(Probe::repeats).sum();
    }
}
