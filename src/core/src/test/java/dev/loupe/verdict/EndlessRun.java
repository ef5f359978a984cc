package dev.loupe.verdict;

import dev.loupe.exchange.Exchange;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A run that only a kill ends. */
final class EndlessRun {
    private EndlessRun() {}

    public static void main(String[] args) {
        Exchange exchange = Samples.answered("x", "Text", 0);
        Examination.of(
                Samples.plan(Samples.checks()),
                Records.live(Stream.generate(() -> exchange).iterator()),
                Path.of(args[0]));
    }
}
