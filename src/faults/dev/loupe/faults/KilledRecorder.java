package dev.loupe.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** {@code kill -9} of the recorder at a random moment while streams pass. */
record KilledRecorder(int kills, int streams) implements Scenario {
    /** Events with the last words of a stream are held until they cannot be the beginning of a secret. */
    private static final int MOST_HELD = 12;

    @Override
    public String name() {
        return "kill -9 of `record` at a random moment, " + streams + " streams in flight";
    }

    @Override
    public void run(Lab lab, Tally tally) throws Exception {
        Random random = new Random(14);
        for (int kill = 0; kill < kills; kill++) {
            Path out = lab.folder("killed");
            AtomicInteger[] received =
                    Stream.generate(AtomicInteger::new).limit(streams).toArray(AtomicInteger[]::new);
            try (Upstream upstream = new Upstream();
                    LoupeProcess recorder = lab.record(upstream.port(), out, "", "")) {
                int port = recorder.port();
                Thread clients = Thread.ofVirtual().start(() -> {
                    try {
                        Lab.parallel(streams, i -> Client.post(port, "/stream/400/50", received[i]));
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
                int events = streams * (5 + random.nextInt(25));
                while (Stream.of(received).mapToInt(AtomicInteger::get).sum() < events) {
                    Thread.sleep(1);
                }
                recorder.signal("KILL");
                clients.join();
            }
            tally.tried();
            judge(lab, tally, out, received);
        }
    }

    private void judge(Lab lab, Tally tally, Path out, AtomicInteger[] received) throws Exception {
        // a temporary file is the begin of a write; nothing of its exchange is forwarded before it is renamed
        List<Path> files = Lab.files(out).stream()
                .filter(file -> !file.toString().endsWith(".tmp"))
                .toList();
        int inFlight = (int) Stream.of(received).filter(events -> events.get() > 0).count();
        tally.lost(Math.max(0, inFlight - files.size()), inFlight + " in flight, " + files.size() + " files");
        List<Integer> recorded = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            recorded.add(text.split("data: ", -1).length - 1);
            tally.expect(!text.isEmpty(), "empty file " + file);
        }
        int missing = missing(Stream.of(received).map(AtomicInteger::get).toList(), recorded);
        tally.lost(missing, missing + " events more than " + MOST_HELD + " of a stream were received and are not on disk");
        tally.leaked(Lab.leaks(out), "the planted secret in " + out);
        Lab.Ended replay = lab.run("", "", "", "replay", out.toString(), "--contract", "none");
        tally.expect(replay.code() == 3, "replay exits with " + replay.code() + ", expected 3: " + replay.output());
        tally.expect(replay.output().contains(" 0 unreadable"), "unreadable partial files: " + replay.output());
    }

    /**
     * The events beyond those that may be held, stream by stream. Which file is of which stream is not known; the longest file is
     * compared with the longest stream, which no other assignment undercuts.
     */
    private static int missing(List<Integer> received, List<Integer> recorded) {
        List<Integer> streams = received.stream().sorted(Comparator.reverseOrder()).toList();
        List<Integer> files = recorded.stream().sorted(Comparator.reverseOrder()).toList();
        int missing = 0;
        for (int i = 0; i < streams.size(); i++) {
            int onDisk = i < files.size() ? files.get(i) : 0;
            missing += Math.max(0, streams.get(i) - onDisk - MOST_HELD);
        }
        return missing;
    }
}
