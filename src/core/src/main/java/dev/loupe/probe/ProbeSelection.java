package dev.loupe.probe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lowest level at which each probe is sent. Each location and keyword is violated once before any is violated again. */
final class ProbeSelection {
    /** The kinds of violation; a smoke run has the first of each. */
    private static final List<String> SMOKE_KINDS = List.of(
            "/just-above-maximum",
            "/just-below-minimum",
            "/unknown-enum-value",
            "/missing",
            "/type-string",
            "/not-whole");

    private static final Comparator<ProbeCandidate> BY_RANK = Comparator.comparingInt(ProbeCandidate::rank);

    private final Map<String, ProbeCandidate> made;
    private final Map<String, Thoroughness> levels = new LinkedHashMap<>();
    private int requests;

    private ProbeSelection(Map<String, ProbeCandidate> made) {
        this.made = made;
    }

    /** The level of each chosen probe by its id; the others are sent by a full run alone. */
    static Map<String, Thoroughness> levels(Map<String, ProbeCandidate> made) {
        ProbeSelection selection = new ProbeSelection(made);
        selection.smoke();
        selection.standard();
        return selection.levels;
    }

    private void smoke() {
        for (ProbeCandidate candidate : made.values()) {
            if (candidate.rank() == ProbeCandidate.ALWAYS) {
                choose(candidate, Thoroughness.SMOKE);
            }
        }
        for (String kind : SMOKE_KINDS) {
            made.values().stream()
                    .filter(candidate -> candidate.probe().id().endsWith(kind))
                    .findFirst()
                    .ifPresent(candidate -> choose(candidate, Thoroughness.SMOKE));
        }
    }

    /** The probes of every standard run, then the kinds of violation, then other values. */
    private void standard() {
        Map<ViolationKind, List<ProbeCandidate>> kinds = new LinkedHashMap<>();
        List<ProbeCandidate> others = new ArrayList<>();
        boolean anyNull = false;
        for (ProbeCandidate candidate : made.values()) {
            Optional<ViolationKind> found = ViolationKind.of(candidate.probe().probed());
            if (found.isEmpty()) {
                others.add(candidate);
                continue;
            }
            ViolationKind kind = found.get();
            List<ProbeCandidate> before = kinds.computeIfAbsent(kind, first -> new ArrayList<>());
            others.add(before.isEmpty() ? candidate : candidate.later());
            if (kind.isKeyword() || (kind.isNull() && !anyNull)) {
                before.add(candidate);
            }
            anyNull |= kind.isNull();
        }
        others.removeIf(candidate -> candidate.rank() >= ProbeCandidate.FULL);
        others.sort(BY_RANK);
        others.stream()
                .takeWhile(candidate -> candidate.rank() <= ProbeCandidate.FIRST)
                .forEach(this::standard);
        kinds(kinds.values());
        others.forEach(this::standard);
    }

    /** Of each kind the candidate that needs the fewest requests; of the kinds with the same rank the cheapest first. */
    private void kinds(Collection<List<ProbeCandidate>> kinds) {
        Map<Integer, List<List<ProbeCandidate>>> byRank = new TreeMap<>();
        kinds.stream().filter(kind -> !kind.isEmpty()).forEach(kind -> byRank.computeIfAbsent(
                        kind.stream().min(BY_RANK).orElseThrow().rank(), rank -> new ArrayList<>())
                .add(kind));
        for (List<List<ProbeCandidate>> left : byRank.values()) {
            while (!left.isEmpty()) {
                List<ProbeCandidate> next =
                        Collections.min(left, Comparator.comparingInt(kind -> cost(cheapest(kind))));
                left.remove(next);
                standard(cheapest(next));
            }
        }
    }

    private ProbeCandidate cheapest(List<ProbeCandidate> kind) {
        return Collections.min(kind, Comparator.comparingInt(this::cost));
    }

    private void standard(ProbeCandidate candidate) {
        choose(candidate, Thoroughness.STANDARD);
    }

    /** Adds a probe with the control probes that it needs, if the limit allows it. */
    private void choose(ProbeCandidate candidate, Thoroughness level) {
        int more = cost(candidate);
        if (requests + more <= level.most()) {
            missing(candidate).forEach(each -> levels.put(each.probe().id(), level));
            requests += more;
        }
    }

    private int cost(ProbeCandidate candidate) {
        return missing(candidate).stream()
                .mapToInt(each -> each.probe().repeats())
                .sum();
    }

    /** The probe and the control probes that it needs, as far as they are not chosen yet. */
    private List<ProbeCandidate> missing(ProbeCandidate candidate) {
        List<ProbeCandidate> missing = new ArrayList<>();
        for (ProbeCandidate at = candidate;
                at != null && !levels.containsKey(at.probe().id()) && !missing.contains(at);
                at = made.get(at.probe().probed().controlProbe())) {
            missing.add(at);
        }
        return missing;
    }
}
