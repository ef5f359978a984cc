package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import dev.loupe.text.UrlPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the results of each check on real recordings, by provider. A violation there is a false positive until a person read
 * it: {@link Adjudications} lists those that were read. Not thread-safe; takes recordings in their order.
 */
public final class Calibration {
    private final List<Counter> counters = new ArrayList<>();
    private final Adjudications adjudications;
    private long exchanges;
    private long edited;

    public Calibration(List<Check> checks, Adjudications adjudications) {
        this.adjudications = adjudications;
        for (Check check : checks) {
            counters.add(
                    switch (check) {
                        case ExchangeCheck each -> new Counter(check, each::on);
                        case RunCheck<?> run -> new Counter(check, comparing(run));
                    });
        }
    }

    /**
     * The counts of one check.
     *
     * @param applied how often it applied
     * @param violated how often it was violated
     * @param weaker how many of these are weaker than the level of the check
     * @param adjudicated how many of the others a person read
     */
    public record Counts(long applied, long violated, long weaker, long adjudicated) {
        static final Counts ZERO = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    applied + other.applied,
                    violated + other.violated,
                    weaker + other.weaker,
                    adjudicated + other.adjudicated);
        }

        public long unadjudicated() {
            return violated - weaker - adjudicated;
        }
    }

    /** One check: its counts in all, and by the name of the provider. */
    public record Row(CheckInfo check, Counts all, Map<String, Counts> byProvider) {}

    /** Counts an exchange; an edited recording is no evidence and counts apart. */
    public void add(Exchange exchange, CheckContext context) {
        exchanges++;
        ParsedExchange observed = ParsedExchange.of(exchange, context);
        if (EditedRecording.signIn(observed).isPresent()) {
            edited++;
            return;
        }
        for (Counter counter : counters) {
            counter.count(observed);
        }
    }

    public long exchanges() {
        return exchanges;
    }

    /** How many recordings are edited. */
    public long edited() {
        return edited;
    }

    /** One row for each check, in the order of the catalogue. */
    public List<Row> rows() {
        return counters.stream().map(Counter::row).toList();
    }

    /** Violations of a MUST that no entry covers. */
    public long unadjudicated() {
        return rows().stream()
                .filter(row -> row.check().level() == Level.MUST)
                .mapToLong(row -> row.all().unadjudicated())
                .sum();
    }

    /** One line for each check as a Markdown table: its counts, and the providers on which it was exercised. */
    public String table() {
        StringBuilder table = new StringBuilder("| check | level | applied | violated | adjudicated | exercised on |\n"
                + "|---|---|---:|---:|---:|---|\n");
        for (Row row : rows()) {
            String exercised = row.byProvider().entrySet().stream()
                    .filter(provider -> provider.getValue().applied() > 0)
                    .map(provider ->
                            provider.getKey() + " " + provider.getValue().applied())
                    .collect(Collectors.joining(", "));
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %s |\n",
                    row.check().id(),
                    row.check().level(),
                    row.all().applied(),
                    row.all().violated(),
                    row.all().adjudicated(),
                    exercised.isEmpty() ? "-" : exercised));
        }
        return table.toString();
    }

    /** One line for each provider and check with a violation, as a Markdown table. */
    public String violations() {
        StringBuilder table = new StringBuilder(
                "| provider | check | level | applied | violated | weaker | adjudicated | unadjudicated |\n"
                        + "|---|---|---|---:|---:|---:|---:|---:|\n");
        Map<String, StringBuilder> lines = new TreeMap<>();
        for (Row row : rows()) {
            row.byProvider().forEach((provider, counts) -> {
                if (counts.violated() > 0) {
                    lines.computeIfAbsent(provider, name -> new StringBuilder())
                            .append(String.format(
                                    Locale.ROOT,
                                    "| %s | %s | %s | %d | %d | %d | %d | %d |\n",
                                    provider,
                                    row.check().id(),
                                    row.check().level(),
                                    counts.applied(),
                                    counts.violated(),
                                    counts.weaker(),
                                    counts.adjudicated(),
                                    counts.unadjudicated()));
                }
            });
        }
        lines.values().forEach(table::append);
        return table.toString();
    }

    private static <F> Function<ParsedExchange, Result> comparing(RunCheck<F> check) {
        RunCheck.Comparison<F> comparison = check.start();
        AtomicLong position = new AtomicLong();
        return observed -> {
            @Nullable F fact = check.factOf(observed);
            return fact == null
                    ? Result.notApplicable("nothing to compare")
                    : comparison.next(new Occurrence<>(
                            position.getAndIncrement(), observed.exchange().id(), fact));
        };
    }

    private final class Counter {
        private final Check check;
        private final Function<ParsedExchange, Result> judge;
        private final Map<String, Counts> byProvider = new TreeMap<>();

        Counter(Check check, Function<ParsedExchange, Result> judge) {
            this.check = check;
            this.judge = judge;
        }

        void count(ParsedExchange observed) {
            switch (judge.apply(observed)) {
                case Result.Passed passed -> add(observed, new Counts(1, 0, 0, 0));
                case Result.Violated found -> {
                    boolean weaker = found.violations().stream()
                            .allMatch(violation ->
                                    !check.info().atMost(violation.atMost()).equals(check.info()));
                    add(observed, new Counts(1, 1, weaker ? 1 : 0, !weaker && isAdjudicated(observed) ? 1 : 0));
                }
                case Result.NotApplicable none -> {}
                case Result.Undecided undecided -> {}
            }
        }

        private boolean isAdjudicated(ParsedExchange observed) {
            String host = UrlPath.authority(observed.exchange().request().url());
            return adjudications.covers(
                    observed.provider().name(), host, check.info().id());
        }

        private void add(ParsedExchange observed, Counts counts) {
            byProvider.merge(observed.provider().name(), counts, Counts::plus);
        }

        Row row() {
            Counts all = byProvider.values().stream().reduce(Counts.ZERO, Counts::plus);
            return new Row(check.info(), all, Collections.unmodifiableMap(byProvider));
        }
    }
}
