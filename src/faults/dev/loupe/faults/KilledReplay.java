package dev.loupe.faults;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code kill -9} at every write of a small run: the journal ends after each of its lines, and within the next one. */
record KilledReplay(int exchanges) implements Scenario {
    @Override
    public String name() {
        return "kill -9 at every write of a `replay` of " + exchanges + " exchanges";
    }

    private static String exchange(int number) {
        return "{\"format\":\"loupe-exchange/1\",\"id\":\"" + number + "\",\"provider\":\"openai\",\"request\":{\"method\":\"POST\","
                + "\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "Hi\"}]}},\"response\":{\"status\":200,\"body\":{\"id\":\"c" + number
                + "\",\"object\":\"chat.completion\",\"created\":1741604801,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,"
                + "\"completion_tokens\":1,\"total_tokens\":" + (number % 3 == 0 ? 99 : 10) + "}}}}\n";
    }

    @Override
    public void run(Lab lab, Tally tally) throws Exception {
        Path folder = lab.folder("run");
        Path records = folder.resolve("records.ndjson");
        var lines = new StringBuilder();
        for (int i = 0; i < exchanges; i++) {
            lines.append(exchange(i));
        }
        Files.writeString(records, lines);
        Path out = folder.resolve("out");
        byte[] journal = journalOfAKilledRun(lab, tally, records, out);
        for (int end = nextLine(journal, 0); end < journal.length; end = nextLine(journal, end)) {
            judge(lab, tally, folder, Arrays.copyOf(journal, end));
            judge(lab, tally, folder, Arrays.copyOf(journal, Math.min(journal.length, end + 10)));
        }
    }

    /** A run whose input does not end keeps its journal: the journal of a complete run is removed. */
    private byte[] journalOfAKilledRun(Lab lab, Tally tally, Path records, Path out) throws Exception {
        Path pipe = records.resolveSibling("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        try (LoupeProcess replay =
                lab.start("", "< " + pipe, "", "replay", "-", "--out", out.toString());
                OutputStream in = Files.newOutputStream(pipe)) {
            in.write(Files.readAllBytes(records));
            in.flush();
            Path journal = out.resolve("journal.ndjson");
            while (!Files.exists(journal) || verdicts(Files.readAllBytes(journal)) < exchanges) {
                Thread.sleep(20);
            }
            replay.signal("KILL");
            tally.tried();
            return Files.readAllBytes(journal);
        }
    }

    private static int verdicts(byte[] journal) {
        return new String(journal, StandardCharsets.UTF_8).split("\"verdict\":", -1).length - 1;
    }

    private static int nextLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private void judge(Lab lab, Tally tally, Path folder, byte[] prefix) throws Exception {
        Path journal = folder.resolve("journal.ndjson");
        Files.write(journal, prefix);
        tally.tried();
        int complete = new String(prefix, 0, lastLine(prefix), StandardCharsets.UTF_8).split("\"verdict\":", -1).length - 1;
        Lab.Ended report = lab.run("", "", "", "report", journal.toString(), "--format", "json");
        tally.expect(Lab.isOneOf(report.code(), 1, 3), "report exits with " + report.code() + ": " + report.output());
        int reported = report.output().split("\"id\" ?: ?\"[0-9]+\"", -1).length - 1;
        tally.lost(Math.max(0, complete - reported), complete + " rows in the journal, " + reported + " in the report");
    }

    private static int lastLine(byte[] bytes) {
        var read = new ByteArrayOutputStream();
        int end = 0;
        for (int i = 0; i < bytes.length; i++) {
            read.write(bytes[i]);
            end = bytes[i] == '\n' ? i + 1 : end;
        }
        return end;
    }

    /** Exit codes that are never a verdict. */
    static List<Integer> notVerdicts() {
        return List.of(2, 3, 70, 130, 137, 143);
    }
}
