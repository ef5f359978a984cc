package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the results of each check on recordings that are known to be correct: a violation there is a false positive until
 * proven otherwise. Not thread-safe; takes recordings in their order.
 */
public final class Calibration {
    private final List<Counter> counters = new ArrayList<>();
    private long exchanges;

    public Calibration(List<Check> checks) {
        for (Check check : checks) {
            counters.add(
                    switch (check) {
                        case ExchangeCheck each -> new Counter(check, each::on);
                        case RunCheck<?> run -> new Counter(check, comparing(run));
                    });
        }
    }

    /** The counts of one check: how often it applied and how often it was violated. */
    public record Row(CheckInfo check, long applied, long violated) {
        /** Violated of applied; NaN when it never applied. */
        public double rate() {
            return (double) violated / applied;
        }
    }

    public void add(Exchange exchange, CheckContext context) {
        exchanges++;
        ParsedExchange observed = ParsedExchange.of(exchange, context);
        for (Counter counter : counters) {
            counter.count(observed);
        }
    }

    public long exchanges() {
        return exchanges;
    }

    /** One row for each check, in the order of the catalogue. */
    public List<Row> rows() {
        return counters.stream()
                .map(counter -> new Row(counter.check.info(), counter.applied, counter.violated))
                .toList();
    }

    /** As a table in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "| check | level | applied | violated | false-positive rate |\n|---|---|---:|---:|---:|\n");
        for (Row row : rows()) {
            String rate = row.applied() == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", row.rate() * 100);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %s |\n",
                    row.check().id(),
                    row.check().level(),
                    row.applied(),
                    row.violated(),
                    rate));
        }
        return table.toString();
    }

    private static <F> Function<ParsedExchange, Result> comparing(RunCheck<F> check) {
        RunCheck.Comparison<F> comparison = check.start();
        return observed -> {
            @Nullable F fact = check.factOf(observed);
            return fact == null
                    ? Result.notApplicable("nothing to compare")
                    : comparison.next(observed.exchange().id(), fact);
        };
    }

    private static final class Counter {
        private final Check check;
        private final Function<ParsedExchange, Result> judge;
        private long applied;
        private long violated;

        Counter(Check check, Function<ParsedExchange, Result> judge) {
            this.check = check;
            this.judge = judge;
        }

        void count(ParsedExchange observed) {
            switch (judge.apply(observed)) {
                case Result.Passed passed -> applied++;
                case Result.Violated found -> {
                    applied++;
                    violated++;
                }
                case Result.NotApplicable none -> {}
                case Result.Undecided undecided -> {}
            }
        }
    }
}
