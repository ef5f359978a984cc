package dev.loupe.engine;

import dev.loupe.exchange.Exchange;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A run that only a kill ends. It prints one line when its journal has {@link #BYTES}. */
public final class EndlessRun {
    public static final int BYTES = 200_000;
    public static final String MANY_LINES = "many lines are written";

    private EndlessRun() {}

    public static void main(String[] args) {
        Path journal = Path.of(args[0]);
        AtomicBoolean printed = new AtomicBoolean();
        Exchange exchange = Samples.answered("x", "Text", 0);
        RunEngine.run(
                Samples.plan(SampleChecks.all()),
                RunInput.live(Stream.generate(() -> exchange).iterator()),
                journal,
                row -> {
                    if (journal.toFile().length() >= BYTES && printed.compareAndSet(false, true)) {
                        System.out.println(MANY_LINES);
                    }
                },
                List::of);
    }
}
