package dev.loupe.engine.baseline;

import dev.loupe.exchange.Exchange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Matches findings with a baseline, and finds entries that no longer match at the end of the run. Only an entry whose exchange
 * and check are part of the run can be stale: a run over one folder does not affect the baseline of another.
 */
public final class BaselineMatcher {
    private final List<Baseline.Entry> entries;
    private final LocalDate today;
    /** Entries by check and literal exchange, for fast look-up in a large baseline; patterns separately. */
    private final Map<String, Map<String, List<Integer>>> literal = new HashMap<>();

    private final Map<String, List<Integer>> globs = new HashMap<>();
    private final BitSet matched = new BitSet();
    private final BitSet examined = new BitSet();
    private final BitSet notExaminable = new BitSet();

    public BaselineMatcher(Baseline baseline, LocalDate today) {
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

    /** Whether there is nothing to match. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The reason for which a finding is accepted; empty when it is not. Marks every entry that matches it. */
    public String reasonFor(String check, Exchange.Id exchange, String at) {
        String reason = "";
        for (int i : candidates(check, exchange)) {
            Baseline.Entry entry = entries.get(i);
            if (entry.at().matches(at)) {
                matched.set(i);
                if (reason.isEmpty() && !entry.isExpired(today)) {
                    reason = entry.reason();
                }
            }
        }
        return reason;
    }

    /** Records whether this check examined this exchange: only then an entry without a match is stale. */
    public void examined(String check, Exchange.Id exchange, boolean canDecide) {
        if (isEmpty()) {
            return;
        }
        BitSet entries = canDecide ? examined : notExaminable;
        for (int i : candidates(check, exchange)) {
            entries.set(i);
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

    public List<Baseline.Entry> expired() {
        return entries.stream().filter(entry -> entry.isExpired(today)).toList();
    }

    /**
     * Entries that no finding matches any more.
     *
     * @param everythingRead false when there are unreadable records, which may have the finding of an entry
     */
    public List<Baseline.Entry> stale(boolean everythingRead) {
        return entries(i -> !matched.get(i) && isKnown(i, everythingRead));
    }

    /** Entries whose exchange or check is not part of the run. */
    public List<Baseline.Entry> notExamined(boolean everythingRead) {
        return entries(i -> !matched.get(i) && !isKnown(i, everythingRead));
    }

    private boolean isKnown(int entry, boolean everythingRead) {
        return everythingRead && examined.get(entry) && !notExaminable.get(entry);
    }

    private List<Baseline.Entry> entries(IntPredicate wanted) {
        List<Baseline.Entry> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.test(i) && !entries.get(i).isExpired(today)) {
                found.add(entries.get(i));
            }
        }
        return found;
    }
}
