package dev.loupe.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.check.Check;
import dev.loupe.check.RunCheck;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.journal.RunFileException;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.report.RunReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over parts of a corpus, merged, are the run over the whole corpus to the byte. */
class RunMergeTest {
    private static final int PARTITIONS = 30;
    private static final Path FIXTURES =
            Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/checks");

    @TempDir
    Path dir;

    private List<RawRecord> records = List.of();
    private final List<ExchangeResult> watched = new ArrayList<>();

    private static List<Check> comparing() {
        return Checks.all().stream().filter(RunCheck.class::isInstance).toList();
    }

    /** The fixtures of all comparing checks and of tool calls, as files of one record, of many records, and with a record that is not JSON. */
    private Path corpus() throws IOException {
        Path corpus = dir.resolve("corpus");
        Stream<String> withCalls = Stream.of("tool.name-offered", "tool.arguments-match-schema");
        Stream<String> ids =
                Stream.concat(comparing().stream().map(check -> check.info().id()), withCalls);
        for (String id : ids.distinct().toList()) {
            Path folder = Files.createDirectories(corpus.resolve(id.replace('.', '/')));
            try (Stream<Path> files = Files.list(FIXTURES.resolve(id))) {
                for (Path file : files.filter(RunMergeTest::isRecording).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        }
        Files.writeString(corpus.resolve("usage-damaged.ndjson"), "{}\nnot JSON\n");
        try (Recordings all = Recordings.open(List.of(corpus.toString()), InputStream.nullInputStream())) {
            List<RawRecord> read = new ArrayList<>();
            all.forEach(read::add);
            records = read;
        }
        return corpus;
    }

    private static boolean isRecording(Path file) {
        return file.toString().matches(".*\\.(json|ndjson)");
    }

    private RunPlan plan(Baseline baseline) {
        ContractResolver contexts = ContractResolver.byModel().withProvider(RunMergeTest::provider);
        return RunPlan.of(Checks.all(), contexts, baseline, Samples.SETTING).withRerun(rerun());
    }

    private static ProviderProfile provider(Exchange exchange) {
        String name = exchange.origin().provider();
        return ProviderProfiles.named(name == null ? "openai" : name).orElseGet(() -> ProviderProfiles.unknown(name));
    }

    private RerunOptions rerun() {
        return RerunOptions.of(List.of(dir.resolve("corpus").toString()), List.of());
    }

    private Run judge(List<RawRecord> part, Baseline baseline, Path journal) {
        RunInput<RawRecord> input = new RunInput<>(part.iterator(), RecordingFormat::read, raw -> raw.bytes().length);
        return RunEngine.run(plan(baseline), input, journal);
    }

    private Run merge(List<Path> journals, Baseline baseline, String name) {
        return RunMerge.merge(
                journals,
                new RunMerge.Settings(Checks.all(), Samples.SETTING.subject(), baseline, rerun()),
                dir.resolve(name),
                watched::add);
    }

    private static String json(Run run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(run, RunReports.Format.JSON, false, "", out);
        return out.toString(UTF_8);
    }

    private List<Path> partition(int parts, Random random, Baseline baseline, String name) {
        List<List<RawRecord>> shards = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            shards.add(new ArrayList<>());
        }
        records.forEach(record -> shards.get(random.nextInt(parts)).add(record));
        List<Path> journals = new ArrayList<>();
        for (List<RawRecord> shard : shards) {
            Path journal = dir.resolve(name + "-" + journals.size() + ".ndjson");
            judge(shard, baseline, journal);
            journals.add(journal);
        }
        Collections.shuffle(journals, random);
        return journals;
    }

    @Test
    void anyPartitionOfTheRecordsHasTheSameRunToTheByte() throws IOException {
        corpus();
        Run whole = judge(records, Baseline.none(), dir.resolve("whole.ndjson"));
        String expected = json(whole);
        assertThat(whole.summary().tools().rows()).isNotEmpty();
        try (Stream<Finding> findings = whole.findings()) {
            Set<String> fired = findings.map(finding -> finding.check().id()).collect(Collectors.toSet());
            // the others need contexts of their own; ComparisonMergeTest has all of them
            assertThat(fired).contains("identity.id-unique", "stream.same-as-json", "usage.same-prompt-same-count");
        }
        Random random = new Random(11);
        for (int i = 0; i < PARTITIONS; i++) {
            List<Path> journals = partition(1 + random.nextInt(6), random, Baseline.none(), "part");
            assertThat(json(merge(journals, Baseline.none(), "merged.ndjson"))).isEqualTo(expected);
        }
    }

    @Test
    void aMergedRunCanBeMergedAgain() throws IOException {
        corpus();
        String expected = json(judge(records, Baseline.none(), dir.resolve("whole.ndjson")));
        List<Path> journals = partition(4, new Random(5), Baseline.none(), "part");
        merge(journals.subList(0, 2), Baseline.none(), "half.ndjson");
        List<Path> rest = List.of(journals.get(3), dir.resolve("half.ndjson"), journals.get(2));
        assertThat(json(merge(rest, Baseline.none(), "merged.ndjson"))).isEqualTo(expected);
    }

    @Test
    void aRecordThatIsInTwoPartsCountsOnce() throws IOException {
        corpus();
        String expected = json(judge(records, Baseline.none(), dir.resolve("whole.ndjson")));
        judge(records.subList(3, 9), Baseline.none(), dir.resolve("some.ndjson"));
        List<Path> journals = List.of(dir.resolve("some.ndjson"), dir.resolve("whole.ndjson"));
        Run merged = merge(journals, Baseline.none(), "merged.ndjson");
        assertThat(json(merged)).isEqualTo(expected);
        assertThat(watched).hasSize(merged.summary().counts().exchanges());
    }

    /** A batch of spans is one record. */
    @Test
    void aRecordWithSeveralExchangesKeepsThemAll() throws IOException {
        corpus();
        List<RawRecord> several = new ArrayList<>();
        for (RawRecord record : records) {
            several.add(RawRecord.of("batch.ndjson", 1 + several.size() / 4, record.bytes()));
        }
        records = several;
        Run whole = judge(records, Baseline.none(), dir.resolve("whole.ndjson"));
        judge(records.subList(0, 8), Baseline.none(), dir.resolve("first.ndjson"));
        judge(records.subList(8, records.size()), Baseline.none(), dir.resolve("rest.ndjson"));
        for (String other : List.of("first.ndjson", "whole.ndjson")) {
            List<Path> journals = List.of(dir.resolve("rest.ndjson"), dir.resolve(other));
            Run merged = merge(journals, Baseline.none(), "merged.ndjson");
            assertThat(merged.summary().counts().exchanges())
                    .isEqualTo(whole.summary().counts().exchanges());
            assertThat(merged.summary().counts().failing())
                    .isEqualTo(whole.summary().counts().failing());
        }
    }

    @Test
    void aPartThatWasStoppedMakesTheRunIncomplete() throws IOException {
        corpus();
        judge(records, Baseline.none(), dir.resolve("whole.ndjson"));
        List<String> lines = Files.readAllLines(dir.resolve("whole.ndjson"));
        Files.writeString(dir.resolve("cut.ndjson"), String.join("\n", lines.subList(0, 20)) + "\n");
        Run merged = merge(List.of(dir.resolve("cut.ndjson")), Baseline.none(), "merged.ndjson");
        assertThat(merged.end().incomplete()).hasSize(1);
    }

    @Test
    void aRunThatIsNotOfRecordingsIsRejected() {
        Exchange live = Samples.probe(
                "live", "1", true, new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.TIMEOUT, "after 30 s")));
        RunEngine.run(plan(Baseline.none()), RunInput.live(List.of(live).iterator()), dir.resolve("live.ndjson"));
        assertThatThrownBy(() -> merge(List.of(dir.resolve("live.ndjson")), Baseline.none(), "merged.ndjson"))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("in no file");
    }

    @Test
    void partsWithOtherChecksAreRejected() {
        Samples.run(Samples.plan(SampleChecks.all()), dir.resolve("other.ndjson"), List.of());
        assertThatThrownBy(() -> merge(List.of(dir.resolve("other.ndjson")), Baseline.none(), "merged.ndjson"))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("judge all parts again");
    }
}
