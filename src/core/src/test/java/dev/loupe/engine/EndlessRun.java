package dev.loupe.engine;

import dev.loupe.exchange.Exchange;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A run that only a kill ends. */
public final class EndlessRun {
    private EndlessRun() {}

    public static void main(String[] args) {
        Exchange exchange = Samples.answered("x", "Text", 0);
        RunEngine.run(
                Samples.plan(Samples.checks()),
                RunInput.live(Stream.generate(() -> exchange).iterator()),
                Path.of(args[0]));
    }
}
