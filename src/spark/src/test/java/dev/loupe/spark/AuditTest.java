package dev.loupe.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.report.RunReports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit in any number of partitions is the run that one process makes. */
class AuditTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Path FIXTURES = ROOT.resolve("src/core/src/test/resources/checks");

    /** The time of the run and the machine differ between two runs. */
    private static final Set<String> OF_THE_PROCESS = Set.of("startedAt", "finishedAt", "host", "ending");

    @TempDir
    static Path dir;

    private static SparkSession spark;
    private static Path corpus;

    @BeforeAll
    static void start() throws IOException {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.warehouse.dir", dir.resolve("warehouse").toString())
                .getOrCreate();
        corpus = Files.createDirectories(dir.resolve("corpus"));
        int number = 0;
        try (Stream<Path> fixtures = Files.walk(FIXTURES).sorted()) {
            for (Path fixture :
                    fixtures.filter(file -> file.toString().endsWith(".ndjson")).toList()) {
                Path shard = Files.createDirectories(corpus.resolve("day" + number % 3));
                Files.copy(fixture, shard.resolve("shard" + number++ + ".ndjson"));
            }
        }
        Files.copy(corpus.resolve("day0/shard0.ndjson"), corpus.resolve("copy.ndjson"));
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Run oneProcess(Path journal, Baseline baseline) {
        List<String> paths = List.of(corpus.toString());
        RunPlan plan = RunPlan.of(
                        Checks.all(), ContractResolver.byModel(), baseline, ProcessEnvironment.of(corpus.toString(), 0))
                .withRerun(RerunOptions.of(paths, List.of()));
        try (Recordings recordings = Recordings.open(paths, InputStream.nullInputStream())) {
            RunInput<RawRecord> input =
                    new RunInput<>(recordings.iterator(), RecordingFormat::read, raw -> raw.bytes().length);
            return RunEngine.run(plan, input, journal);
        }
    }

    private static String result(Path report) throws IOException {
        ObjectNode run = (ObjectNode) JSON.readTree(report.resolve("run.json").toFile());
        String junit = Files.readString(report.resolve("junit.xml")).replaceAll("timestamp=\"[^\"]*\"", "");
        return run.without(OF_THE_PROCESS) + junit;
    }

    @Test
    void anAuditInAnyNumberOfPartitionsIsTheRunOfOneProcess() throws IOException {
        Path whole = Files.createDirectories(dir.resolve("whole"));
        RunReports.writeAll(oneProcess(whole.resolve(RunReports.JOURNAL), Baseline.none()), whole);
        String expected = result(whole);
        assertThat(expected).contains("identity.id-unique");
        for (int partitions : new int[] {1, 4, 64}) {
            Path out = dir.resolve("audit-" + partitions);
            Audit.run(spark, AuditOptions.of(List.of(corpus.toString()), out).in(partitions));
            assertThat(result(out.resolve("report")))
                    .as(partitions + " partitions")
                    .isEqualTo(expected);
        }
    }

    @Test
    void everyQuestionOfTheDocumentationHasTheSameRowsInSparkAndDuckDb() throws IOException, SQLException {
        Path out = dir.resolve("questions");
        Audit.run(spark, AuditOptions.of(List.of(corpus.toString()), out));
        List<String> questions = questions();
        assertThat(questions).hasSize(5);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (String table : List.of("findings", "exchanges", "summary")) {
                Path parquet = out.resolve(table);
                spark.read().parquet(parquet.toString()).createOrReplaceTempView(table);
                statement.execute("CREATE VIEW " + table + " AS SELECT * FROM '" + parquet + "/*.parquet'");
            }
            for (String question : questions) {
                long rows = spark.sql(question).count();
                assertThat(rows).as(question).isPositive();
                assertThat(count(statement, question)).as(question).isEqualTo(rows);
            }
        }
        Row counts = spark.sql("SELECT (SELECT count(*) FROM findings), (SELECT sum(violated) FROM summary)")
                .first();
        assertThat(counts.getLong(0)).isGreaterThanOrEqualTo(counts.getLong(1)).isPositive();
    }

    private static long count(Statement statement, String question) throws SQLException {
        long count = 0;
        try (ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    /** The SQL blocks of the page. */
    private static List<String> questions() throws IOException {
        List<String> questions = new ArrayList<>();
        for (String block : Files.readString(ROOT.resolve("docs/audit.md")).split("```sql\n", -1)) {
            questions.add(block.split("```", 2)[0]);
        }
        return questions.subList(1, questions.size());
    }

    @Test
    void logsAreReadAsImportReadsThem() throws IOException {
        String log =
                """
                {"request": {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}, "response": {"id": "%s",
                 "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0,
                 "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello"}}],
                 "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 3}}}
                """
                        .replace("\n", "");
        Path logs = Files.createDirectories(dir.resolve("logs"));
        Files.writeString(logs.resolve("log.jsonl"), log.formatted("a") + "\n" + log.formatted("b") + "\nno JSON\n");
        Run run = Audit.run(spark, AuditOptions.of(List.of(logs.toString()), dir.resolve("of-logs")));
        assertThat(run.summary().counts().exchanges()).isEqualTo(2);
        assertThat(run.summary().counts().unreadable()).isEqualTo(1);
        assertThat(run.summary().counts().failing()).isPositive();
        // the same log as Parquet
        Path parquet = dir.resolve("parquet");
        spark.read()
                .json(spark.createDataset(List.of(log.formatted("a")), org.apache.spark.sql.Encoders.STRING()))
                .write()
                .parquet(parquet.toString());
        Run rows = Audit.run(spark, AuditOptions.of(List.of(parquet.toString()), dir.resolve("of-parquet")));
        assertThat(rows.summary().counts().exchanges()).isEqualTo(1);
        assertThat(rows.summary().counts().failing()).isPositive();
    }

    /** The same files by URI, by glob, and as a folder. */
    @Test
    void pathsMayBeUrisAndGlobs() throws IOException {
        Path whole = dir.resolve("by-folder");
        String folder = corpus.resolve("day0").toString();
        int exchanges = Audit.run(spark, AuditOptions.of(List.of(folder), whole))
                .summary()
                .counts()
                .exchanges();
        assertThat(exchanges).isPositive();
        int number = 0;
        for (String path : List.of("file://" + folder, folder + "/*.ndjson", "file:" + corpus + "/d?y0")) {
            Path out = dir.resolve("by-other-path-" + number++);
            Audit.run(spark, AuditOptions.of(List.of(path), out));
            assertThat(rows(out)).isEqualTo(rows(whole));
        }
        assertThatThrownBy(() -> Audit.run(spark, AuditOptions.of(List.of(folder + "/no*"), dir.resolve("none"))))
                .hasMessageContaining("does not exist");
    }

    /** What a run decides, without how its paths are written. */
    private static String rows(Path out) throws IOException {
        ObjectNode run =
                (ObjectNode) JSON.readTree(out.resolve("report/run.json").toFile());
        return run.path("exchanges").toString() + run.path("counts");
    }

    /** A batch of spans is one record. */
    @Test
    void everyExchangeOfARecordIsAudited() throws IOException {
        String span =
                """
                {"spanId": "%s", "attributes": [{"key": "gen_ai.request.model", "value": {"stringValue": "m"}},
                 {"key": "gen_ai.input.messages", "value": {"stringValue": "[{\\"role\\":\\"user\\",\\"parts\\":[]}]"}},
                 {"key": "gen_ai.output.messages", "value": {"stringValue": "[{\\"role\\":\\"assistant\\",\\"parts\\":[]}]"}}]}
                """
                        .replace("\n", "");
        Path logs = Files.createDirectories(dir.resolve("spans"));
        try (var zipped = new java.util.zip.GZIPOutputStream(Files.newOutputStream(logs.resolve("spans.jsonl.gz")))) {
            zipped.write(("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span.formatted("a") + ","
                            + span.formatted("b") + "]}]}]}\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Run run = Audit.run(spark, AuditOptions.of(List.of(logs.toString()), dir.resolve("of-spans")));
        assertThat(run.summary().counts().exchanges()).isEqualTo(2);
    }

    @Test
    void aBaselineAppliesToTheMergedRun() throws IOException {
        Path accepted = dir.resolve("baseline.yaml");
        Files.writeString(
                accepted, "accept:\n  - {check: identity.id-unique, exchange: \"*\", at: \"*\", reason: known}\n");
        Path whole = Files.createDirectories(dir.resolve("whole-with-baseline"));
        RunReports.writeAll(oneProcess(whole.resolve(RunReports.JOURNAL), Baseline.read(accepted)), whole);
        Path out = dir.resolve("audit-with-baseline");
        Audit.run(spark, new AuditOptions(List.of(corpus.toString()), out.toString(), 4, null, accepted.toString()));
        assertThat(result(out.resolve("report"))).contains("\"baseline\":true").isEqualTo(result(whole));
    }

    @Test
    void optionsThatAreWrongHaveAMessage() {
        assertThatThrownBy(() -> AuditOptions.parse("a")).hasMessageContaining("no --out");
        assertThatThrownBy(() -> AuditOptions.parse("--out", "o")).hasMessageContaining("no PATH");
        assertThatThrownBy(() -> AuditOptions.parse("a", "--out")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> AuditOptions.parse("a", "--partitions", "0")).hasMessageContaining("not a number");
        assertThatThrownBy(() -> AuditOptions.parse("a", "--fast")).hasMessageContaining("unknown option");
        assertThat(AuditOptions.parse("a", "b", "--out", "o", "--partitions", "7")
                        .partitions())
                .isEqualTo(7);
    }
}
