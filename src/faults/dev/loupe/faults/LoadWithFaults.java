package dev.loupe.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The recorder under load with faults on the path to the upstream. */
record LoadWithFaults(int clients, int requests) implements Scenario {
    @Override
    public String name() {
        return "`record` under load, " + clients + " clients, faults on the path to the upstream";
    }

    @Override
    public void run(Lab lab, Tally tally) throws Exception {
        Path out = lab.folder("load");
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        int code;
        try (Upstream upstream = new Upstream();
                FaultyPath path = new FaultyPath(upstream.port(), 14);
                LoupeProcess recorder = lab.record(path.port(), out, "", "")) {
            int port = recorder.port();
            Lab.parallel(clients, client -> {
                for (int i = 0; i < requests; i++) {
                    boolean stream = (client + i) % 2 == 0;
                    Client.Response response = Client.post(port, stream ? "/stream/20/1" : "/body/5000");
                    sent.incrementAndGet();
                    wrong.addAndGet(isRight(response, stream) ? 0 : 1);
                }
            });
            code = recorder.signal("INT");
            for (int i = 0; i < path.injected(); i++) {
                tally.tried();
            }
        }
        tally.expect(wrong.get() == 0, wrong + " responses complete and different from those of the upstream");
        tally.expect(code == 130, "exit code " + code);
        int files = 0;
        for (Path file : Lab.files(out)) {
            files++;
            String text = Files.readString(file);
            tally.expect(text.endsWith("}\n"), "incomplete file " + file);
        }
        tally.lost(Math.max(0, sent.get() - files), sent + " exchanges, " + files + " recordings");
        tally.leaked(Lab.leaks(out), "the planted secret in " + out);
        Lab.Ended replay = lab.run("", "", "", "replay", out.toString(), "--contract", "none");
        tally.expect(replay.output().contains(" 0 unreadable"), "unreadable recordings: " + replay.output());
    }

    /** A complete response with status 200 is that of the upstream; any other one is an error. */
    private static boolean isRight(Client.Response response, boolean stream) {
        if (!response.complete() || response.status() != 200) {
            return true;
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return stream ? body.endsWith("data: [DONE]\n\n") : body.endsWith("word \"}") && body.length() == 5_011;
    }
}
