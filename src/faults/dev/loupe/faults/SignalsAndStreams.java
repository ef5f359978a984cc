package dev.loupe.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Signals while streams pass, and closed standard streams. */
record SignalsAndStreams() implements Scenario {
    private static final int STREAMS = 40;
    private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143, "HUP", 129);

    @Override
    public String name() {
        return "SIGINT, SIGTERM, SIGHUP with " + STREAMS + " streams in flight; closed stdin, stdout and stderr";
    }

    @Override
    public void run(Lab lab, Tally tally) throws Exception {
        for (var signal : CODES.entrySet()) {
            Path out = lab.folder("signal");
            try (Upstream upstream = new Upstream();
                    LoupeProcess recorder = lab.record(upstream.port(), out, "", "")) {
                int port = recorder.port();
                AtomicInteger[] received =
                        Stream.generate(AtomicInteger::new).limit(STREAMS).toArray(AtomicInteger[]::new);
                Thread clients = Thread.ofVirtual().start(() -> {
                    try {
                        Lab.parallel(STREAMS, i -> Client.post(port, "/stream/2000/50", received[i]));
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
                while (Stream.of(received).mapToInt(AtomicInteger::get).sum() < 5 * STREAMS) {
                    Thread.sleep(1);
                }
                int code = recorder.signal(signal.getKey());
                clients.join();
                tally.tried();
                tally.expect(code == signal.getValue(), "SIG" + signal.getKey() + ": exit code " + code + ": " + recorder.output());
                int files = Lab.files(out).size();
                int begun = (int) Stream.of(received).filter(events -> events.get() > 0).count();
                tally.lost(Math.max(0, begun - files), "SIG" + signal.getKey() + ": " + files + " recordings of " + begun);
                tally.leaked(Lab.leaks(out), "the planted secret in " + out);
            }
        }
        for (String closed : List.of("<&-", ">&-", "2>&-", ">/dev/full", ">&- 2>&-")) {
            closed(lab, tally, closed);
        }
    }

    /** The recordings of this repository are not conformant: 1, or 2 where the verdict cannot be written. */
    private static void closed(Lab lab, Tally tally, String redirection) throws Exception {
        Lab.Ended replay = lab.run("", redirection, "", "replay", "recordings");
        tally.tried();
        boolean unwritten = redirection.contains("full");
        tally.expect(
                unwritten
                        ? replay.code() == 2 && replay.output().contains("cannot write standard output")
                        : replay.code() == 1,
                "replay " + redirection + ": exit code " + replay.code() + ": " + replay.output());
    }
}
