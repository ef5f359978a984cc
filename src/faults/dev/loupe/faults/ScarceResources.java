package dev.loupe.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A full disk, few file descriptors, a file size limit, a small heap, a read-only directory: traffic goes on, losses are reported. */
record ScarceResources() implements Scenario {
    private static final int CLIENTS = 24;

    @Override
    public String name() {
        return "`record` with a full disk, ulimit -n and -f, small heaps, a read-only directory";
    }

    @Override
    public void run(Lab lab, Tally tally) throws Exception {
        if (lab.isRoot()) {
            fullDisk(lab, tally);
            readOnly(lab, tally);
        }
        scarce(lab, tally, "ulimit -f 40", "", 100_000, true);
        scarce(lab, tally, "ulimit -f 400", "", 1_000_000, true);
        scarce(lab, tally, "ulimit -n 160", "", 10_000, false);
        for (String heap : List.of("24m", "40m", "64m")) {
            scarce(lab, tally, "", "-Xmx" + heap, 4_000_000, true);
        }
        scarce(lab, tally, "", "", 15_000_000, true);
    }

    private void scarce(Lab lab, Tally tally, String before, String javaOptions, int bytes, boolean allServed)
            throws Exception {
        Path out = lab.folder("scarce");
        try (Upstream upstream = new Upstream();
                LoupeProcess recorder = lab.record(upstream.port(), out, before, javaOptions)) {
            traffic(tally, recorder, out, before + javaOptions, bytes, allServed);
        }
    }

    private void traffic(Tally tally, LoupeProcess recorder, Path out, String what, int bytes, boolean allServed)
            throws Exception {
        int port = recorder.port();
        tally.tried();
        if (port == 0) {
            tally.expect(KilledReplay.notVerdicts().contains(recorder.exitCode()), what + ": " + recorder.output());
            return;
        }
        AtomicInteger complete = new AtomicInteger();
        Lab.parallel(CLIENTS, i -> complete.addAndGet(Client.post(port, "/body/" + bytes).complete() ? 1 : 0));
        Lab.parallel(CLIENTS, i -> Client.post(port, "/stream/50/5"));
        if (allServed) {
            tally.expect(complete.get() == CLIENTS, what + ": " + complete + " of " + CLIENTS + " responses complete");
        }
        String during = recorder.output();
        int code = recorder.signal("INT");
        int whole = 0;
        int files = 0;
        for (Path file : Lab.files(out)) {
            files++;
            tally.expect(Files.size(file) > 0, what + ": empty file " + file);
            whole += file.toString().endsWith(".json") ? 1 : 0;
        }
        boolean lossy = whole < 2 * CLIENTS;
        tally.leaked(Lab.leaks(out), what + ": the planted secret in " + out);
        if (lossy && allServed) {
            tally.expect(code == 3, what + ": exit code " + code + " with " + whole + " recordings: " + recorder.output());
            int silent = recorder.output().contains("recording is incomplete") ? 0 : 2 * CLIENTS - files;
            tally.lost(silent, what + ": losses without a report: " + during);
        }
    }

    private void fullDisk(Lab lab, Tally tally) throws Exception {
        Path disk = lab.folder("disk");
        if (!mount(disk, "size=1m")) {
            return;
        }
        try (Upstream upstream = new Upstream();
                LoupeProcess recorder = lab.record(upstream.port(), disk.resolve("out"), "", "")) {
            traffic(tally, recorder, disk.resolve("out"), "full disk", 300_000, true);
            tally.expect(
                    recorder.output().contains("No space left on device"), "no reason given: " + recorder.output());
        } finally {
            unmount(disk);
        }
    }

    private void readOnly(Lab lab, Tally tally) throws Exception {
        Path disk = lab.folder("read-only");
        if (!mount(disk, "size=1m,ro")) {
            return;
        }
        try (Upstream upstream = new Upstream();
                LoupeProcess recorder = lab.record(upstream.port(), disk.resolve("out"), "", "")) {
            tally.tried();
            int code = recorder.port() == 0 ? recorder.exitCode() : 0;
            tally.expect(code == 2, "read-only directory: exit code " + code + ": " + recorder.output());
            Lab.Ended replay = lab.run("", "", "", "replay", "recordings", "--out", disk.resolve("out").toString());
            tally.tried();
            tally.expect(replay.code() == 2, "read-only --out: exit code " + replay.code() + ": " + replay.output());
        } finally {
            unmount(disk);
        }
    }

    private static boolean mount(Path folder, String options) throws Exception {
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())
                        .start()
                        .waitFor()
                == 0;
    }

    private static void unmount(Path folder) throws Exception {
        new ProcessBuilder("umount", folder.toString()).start().waitFor();
    }
}
