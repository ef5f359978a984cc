package dev.loupe.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.engine.EndlessRun;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.RequestField;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.text.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalWriterTest {
    @TempDir
    Path dir;

    private Path journal() {
        return dir.resolve("journal.ndjson");
    }

    private Run run() {
        return Samples.run(Samples.plan(Baseline.none()), journal(), Samples.mixed());
    }

    @Test
    void aJournalReadsBackAsTheRunItCameFrom() {
        Run run = run();
        Run read = Run.open(journal());
        assertThat(read.header()).isEqualTo(run.header());
        assertThat(read.contracts()).isEqualTo(run.contracts());
        assertThat(read.end()).isEqualTo(run.end());
        assertThat(read.runVerdict()).isEqualTo(run.runVerdict());
        assertThat(read.exchanges().toList()).isEqualTo(run.exchanges().toList());
        assertThat(read.findings().toList()).isEqualTo(run.findings().toList());
        assertThat(groups(read)).isEqualTo(groups(run));
        assertThat(parameters(read)).isEqualTo(parameters(run));
        assertThat(parameters(run))
                .contains("/temperature -3 to 2.0001 {accepted=[1.9], accepted, clamped or ignored,"
                        + " but forbidden=[2.0001], rejected with 400=[-3]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.10", "2.0", "100.00", "0.0", "1e30", "1e300", "7"})
    void aNumberIsTheSameAfterItIsRead(String number) throws IOException {
        var field = new RequestField(
                "/temperature",
                RequestField.Kind.NUMBER,
                StrictJson.parseOrNull(number.getBytes(StandardCharsets.UTF_8), StrictJson.DuplicateKeys.LAST));
        var usage = new ExchangeFacts.Usage(1, 1, 2, 9, field.value().decimalValue());
        var facts = new ExchangeFacts(200, List.of(field), usage, null, null, null, null);
        StringWriter row = new StringWriter();
        try (var out = JournalReader.MAPPER.createGenerator(row)) {
            ExchangeResult first;
            try (Stream<ExchangeResult> rows = run().exchanges()) {
                first = rows.findFirst().orElseThrow();
            }
            ExchangeResultCodec.write(
                    out, new ExchangeResult(first.id(), first.basis(), first.decision(), facts, List.of()));
        }
        assertThat(ExchangeResultCodec.read(JournalReader.MAPPER.readTree(row.toString()))
                        .facts())
                .hasToString(facts.toString());
    }

    private static List<String> parameters(Run run) {
        return run.summary().parameters().rows().entrySet().stream()
                .map(row -> row.getKey() + " " + row.getValue().description() + " "
                        + row.getValue().probes())
                .toList();
    }

    private static List<String> groups(Run run) {
        return run.summary().groups().byWeight().stream()
                .map(g -> g.check().id() + " " + g.at() + " " + g.count() + " " + g.examples())
                .toList();
    }

    @Test
    void aRunThatIsKilledAtAnyByteKeepsAllThatWasDecidedBefore() throws IOException {
        Exchange wrong = Samples.answered("wrong", "Text", 0);
        Samples.run(
                Samples.plan(Baseline.none()).only(new GlobPattern("usage.*")),
                journal(),
                List.of(wrong, wrong, wrong));
        byte[] whole = Files.readAllBytes(journal());
        List<Integer> ends = new java.util.ArrayList<>();
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == '\n') {
                ends.add(i + 1);
            }
        }
        // the end and the last two exchanges, byte by byte
        int from = ends.get(ends.size() - 4);
        Path torn = dir.resolve("torn.ndjson");
        int before = (int) ends.stream().filter(end -> end <= from).count();
        for (int cut = from; cut < whole.length; cut++) {
            Files.write(torn, Arrays.copyOf(whole, cut));
            Run read = Run.open(torn);
            int at = cut;
            int lines = (int) ends.stream().filter(end -> end <= at).count();
            // head and contract are lines too
            assertThat(read.summary().counts().exchanges()).isEqualTo(lines - 2);
            assertThat(lines).isBetween(before, ends.size() - 1);
            assertThat(read.end()).isEqualTo(RunEnd.CUT_OFF);
            assertThat(read.summary().counts().failing()).isEqualTo(lines - 2);
        }
    }

    @Test
    void aCutOffRunThatFoundNothingIsInconclusiveAndNeverGreen() throws IOException {
        Exchange good = Samples.answered("good", "Text", 1);
        assertThat(Samples.run(Samples.plan(Baseline.none()), journal(), List.of(good, good))
                        .summary()
                        .counts()
                        .failing())
                .isZero();
        List<String> lines = Files.readAllLines(journal());
        Files.writeString(journal(), String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        Run read = Run.open(journal());
        assertThat(read.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(read.runVerdict().reasons().getFirst().message()).contains("cut off");
    }

    @Test
    void aKilledProcessLeavesWholeLines() throws Exception {
        // the journal is written by a process of its own, which is killed in the middle
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessRun.class.getName(),
                        journal().toString())
                .redirectError(dir.resolve("err").toFile())
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).as(Files.readString(dir.resolve("err"))).isEqualTo(EndlessRun.MANY_LINES);
        }
        process.destroyForcibly().waitFor();
        assertThat(Files.size(journal())).isGreaterThanOrEqualTo(EndlessRun.BYTES);
        Run read = Run.open(journal());
        long lines;
        try (Stream<String> text = Files.lines(journal(), StandardCharsets.ISO_8859_1)) {
            lines = text.count();
        }
        assertThat((long) read.summary().counts().exchanges()).isBetween(lines - 3, lines - 1);
    }

    @Test
    void aChangedJournalIsReportedWithTheLocation() throws IOException {
        run();
        List<String> lines = Files.readAllLines(journal());
        lines.set(3, "{not json");
        Files.write(journal(), lines);
        assertThatThrownBy(() -> Run.open(journal()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("journal.ndjson:4");
    }

    @Test
    void aFileOfAnotherFormatIsReportedWithTheExpectedOne() throws IOException {
        Path file = dir.resolve("x.json");
        Files.writeString(file, "{\"format\": \"loupe-diff/1\"}");
        assertThatThrownBy(() -> Run.open(file))
                .hasMessageContaining("loupe-diff/1")
                .hasMessageContaining("run.json");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> Run.open(file)).isInstanceOf(RunFileException.class);
        assertThatThrownBy(() -> Run.open(dir.resolve("none"))).isInstanceOf(RunFileException.class);
    }

    @Test
    void aJournalIsCompactWhenNothingIsWrong() throws IOException {
        List<Exchange> good = java.util.Collections.nCopies(2_000, Samples.answered("some/good/exchange", "Text", 1));
        Samples.run(
                Samples.plan(List.of(SampleChecks.completionCounted(), SampleChecks.streamFinished())),
                journal(),
                good);
        List<String> lines = Files.readAllLines(journal());
        assertThat(lines.get(1_500).length()).isLessThan(500);
    }
}
