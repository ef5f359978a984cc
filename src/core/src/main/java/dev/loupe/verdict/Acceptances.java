package dev.loupe.verdict;

import dev.loupe.exchange.Exchange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A baseline at work: what it accepts, and, at the end of the run, which of its entries no longer happen. */
final class Acceptances {
    private final List<Baseline.Entry> entries;
    private final LocalDate today;
    /** Entries by check and literal exchange, which is how a large baseline is looked up quickly; globs apart. */
    private final Map<String, Map<String, List<Integer>>> literal = new HashMap<>();

    private final Map<String, List<Integer>> globs = new HashMap<>();
    private final BitSet happened = new BitSet();
    private final BitSet notLooked = new BitSet();

    Acceptances(Baseline baseline, LocalDate today) {
        this.entries = baseline.entries();
        this.today = today;
        for (int i = 0; i < entries.size(); i++) {
            Baseline.Entry entry = entries.get(i);
            if (entry.exchange().isLiteral()) {
                literal.computeIfAbsent(entry.check(), c -> new HashMap<>())
                        .computeIfAbsent(entry.exchange().pattern(), e -> new ArrayList<>())
                        .add(i);
            } else {
                globs.computeIfAbsent(entry.check(), c -> new ArrayList<>()).add(i);
            }
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The reason for which this is accepted; empty when it is not. Every entry that covers it has happened. */
    String reasonFor(String check, Exchange.Id exchange, String at) {
        String reason = "";
        for (int i : candidates(check, exchange)) {
            Baseline.Entry entry = entries.get(i);
            if (entry.at().matches(at)) {
                happened.set(i);
                if (reason.isEmpty() && !entry.expired(today)) {
                    reason = entry.reason();
                }
            }
        }
        return reason;
    }

    /** This check could not look at this exchange, so that nobody can say that an entry no longer happens. */
    void couldNotLook(String check, Exchange.Id exchange) {
        for (int i : candidates(check, exchange)) {
            notLooked.set(i);
        }
    }

    private List<Integer> candidates(String check, Exchange.Id exchange) {
        List<Integer> found =
                new ArrayList<>(literal.getOrDefault(check, Map.of()).getOrDefault(exchange.value(), List.of()));
        for (int i : globs.getOrDefault(check, List.of())) {
            if (entries.get(i).exchange().matches(exchange.value())) {
                found.add(i);
            }
        }
        return found;
    }

    List<Baseline.Entry> expired() {
        return entries.stream().filter(entry -> entry.expired(today)).toList();
    }

    /**
     * Entries that no longer happen.
     *
     * @param plan to leave out entries of checks that were not run because others were asked for
     * @param everythingRead false when records could not be read: the exchange of an entry may be among them
     */
    List<Baseline.Entry> stale(Plan plan, boolean everythingRead) {
        List<Baseline.Entry> found = new ArrayList<>();
        for (int i = 0; i < entries.size() && everythingRead; i++) {
            Baseline.Entry entry = entries.get(i);
            boolean lookedFor = plan.runs(entry.check()) || !plan.filtered();
            if (lookedFor && !happened.get(i) && !notLooked.get(i) && !entry.expired(today)) {
                found.add(entry);
            }
        }
        return found;
    }
}
