package dev.loupe.probe;

import dev.loupe.exchange.ProbeInfo;
import dev.loupe.openapi.schema.ContractSchemas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 */
@API(status = API.Status.EXPERIMENTAL)
public record ProbePlan(List<Probe> probes, List<OutputLimit> limits) {
    /** The kinds of violation; a smoke run has the first of each. */
    private static final List<String> SMOKE_KINDS = List.of(
            "/just-above-maximum",
            "/just-below-minimum",
            "/unknown-enum-value",
            "/missing",
            "/type-string",
            "/not-whole");

    public ProbePlan {
        probes = List.copyOf(probes);
        limits = List.copyOf(limits);
    }

    private ProbePlan withProbes(Stream<Probe> chosen) {
        return new ProbePlan(chosen.toList(), limits);
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
        Map<String, Thoroughness> levels = levels(made);
        List<Probe> chosen = made.values().stream()
                .map(candidate -> candidate
                        .probe()
                        .at(levels.getOrDefault(candidate.probe().id(), Thoroughness.FULL)))
                .filter(probe -> probe.from().compareTo(thoroughness) <= 0)
                .toList();
        return new ProbePlan(chosen, builder.limits());
    }

    private static Map<String, Thoroughness> levels(Map<String, ProbeCandidate> made) {
        Map<String, Thoroughness> levels = new LinkedHashMap<>();
        for (ProbeCandidate candidate : made.values()) {
            if (candidate.rank() == ProbeCandidate.ALWAYS) {
                choose(candidate, Thoroughness.SMOKE, made, levels);
            }
        }
        for (String kind : SMOKE_KINDS) {
            made.values().stream()
                    .filter(candidate -> candidate.probe().id().endsWith(kind))
                    .findFirst()
                    .ifPresent(candidate -> choose(candidate, Thoroughness.SMOKE, made, levels));
        }
        for (ProbeCandidate candidate : byRank(made)) {
            choose(candidate, Thoroughness.STANDARD, made, levels);
        }
        return levels;
    }

    /** Few servers distinguish the same violation in another kind of message or part, so it comes later. */
    private static List<ProbeCandidate> byRank(Map<String, ProbeCandidate> made) {
        Set<String> kinds = new HashSet<>();
        List<ProbeCandidate> candidates = new ArrayList<>();
        for (ProbeCandidate candidate : made.values()) {
            ProbeInfo probed = candidate.probe().probed();
            // by the innermost array of a property: servers read the parts of all messages in the same way
            String kind =
                    probed.at().toString().replaceAll("/\\d+", "/*").replaceFirst("^(/[^/]+)/.*(/[^/]+/\\*/.+)", "$1$2")
                            + probed.probe().substring(probed.probe().lastIndexOf('/'));
            boolean again = probed.corrected() == ProbeInfo.Permission.FORBIDDEN && !kinds.add(kind);
            candidates.add(
                    again ? new ProbeCandidate(candidate.probe(), candidate.rank() + ProbeBuilder.AGAIN) : candidate);
        }
        return candidates.stream()
                .filter(candidate -> candidate.rank() < ProbeCandidate.FULL)
                .sorted(Comparator.comparingInt(ProbeCandidate::rank))
                .toList();
    }

    /** Adds a probe with the control probes that it needs, if the limit allows it. */
    private static void choose(
            ProbeCandidate candidate,
            Thoroughness level,
            Map<String, ProbeCandidate> made,
            Map<String, Thoroughness> levels) {
        Map<String, Thoroughness> added = new LinkedHashMap<>();
        for (ProbeCandidate at = candidate;
                at != null;
                at = made.get(at.probe().probed().controlProbe())) {
            if (levels.containsKey(at.probe().id()) || added.put(at.probe().id(), level) != null) {
                break;
            }
        }
        int requests = 0;
        for (String id : levels.keySet()) {
            requests += requests(made, id);
        }
        for (String id : added.keySet()) {
            requests += requests(made, id);
        }
        if (requests <= level.most()) {
            levels.putAll(added);
        }
    }

    private static int requests(Map<String, ProbeCandidate> made, String id) {
        ProbeCandidate candidate = made.get(id);
        return candidate == null ? 0 : candidate.probe().repeats();
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
        return withProbes(probes.stream().filter(probe -> kept.contains(probe.id())));
    }

    /** The same with this number of repeats of the probes that are repeated; more than the usual number also repeats those of tools. */
    public ProbePlan repeating(int times) {
        return withProbes(probes.stream()
                .map(probe -> probe.repeats() > 1 || (times > Probe.REPEATS && ToolProbes.isAbout(probe))
                        ? probe.repeated(times)
                        : probe));
    }

    /** The number of requests. */
    public int requests() {
        return probes.stream().mapToInt(Probe::repeats).sum();
    }
}
