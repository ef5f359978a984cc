package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each check does on recordings that are known to be right: there, whatever is broken is a false positive
 * until proven otherwise. For one thread, in the order of the recordings.
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

    /** What one check did. */
    public record Row(CheckInfo check, long looked, long broken) {
        /** Broken of those looked at; not a number when it looked at none. */
        public double rate() {
            return (double) broken / looked;
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

    /** One for each check, in the order of the catalogue. */
    public List<Row> rows() {
        return counters.stream()
                .map(counter -> new Row(counter.check.info(), counter.looked, counter.broken))
                .toList();
    }

    /** As a table in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "| check | level | looked at | broken | false-positive rate |\n|---|---|---:|---:|---:|\n");
        for (Row row : rows()) {
            String rate = row.looked() == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", row.rate() * 100);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %s |\n",
                    row.check().id(),
                    row.check().level(),
                    row.looked(),
                    row.broken(),
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
        private long looked;
        private long broken;

        Counter(Check check, Function<ParsedExchange, Result> judge) {
            this.check = check;
            this.judge = judge;
        }

        void count(ParsedExchange observed) {
            switch (judge.apply(observed)) {
                case Result.Passed passed -> looked++;
                case Result.Violated violated -> {
                    looked++;
                    broken++;
                }
                case Result.NotApplicable none -> {}
            }
        }
    }
}
