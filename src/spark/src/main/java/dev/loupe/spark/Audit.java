package dev.loupe.spark;

import dev.loupe.check.Check;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunMerge;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.report.RunReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Audits recordings and logs: each partition is judged as a part of a run, and the parts are merged. The result does not depend
 * on the number of partitions.
 */
public final class Audit {
    private static final String REPORT = "report";
    private static final String PARTS = "parts";
    private static final long EXCHANGES_A_LINE = 200_000;
    private static final long BYTES_A_LINE = 200_000_000;

    private Audit() {}

    /**
     * Audits, and writes the tables {@code findings}, {@code exchanges} and {@code summary} and the report of the run. Executors
     * read the paths and write the folder of the results, so that on a cluster both are on a file system that all machines have.
     *
     * @throws UncheckedIOException when the results cannot be written
     */
    public static Run run(SparkSession spark, AuditOptions options) {
        return run(spark, options, line -> {});
    }

    /**
     * The same, with progress of what one process does after all parts are judged.
     *
     * @param progress receives lines of text
     */
    public static Run run(SparkSession spark, AuditOptions options, Consumer<String> progress) {
        AuditProgress merged = new AuditProgress("exchanges merged", EXCHANGES_A_LINE, progress);
        AuditProgress written = new AuditProgress("bytes of reports written", BYTES_A_LINE, progress);
        try {
            Path out = Path.of(options.out());
            Path parts = out.resolve(PARTS);
            deleteFiles(parts);
            Files.createDirectories(parts);
            Files.createDirectories(out.resolve(REPORT));
            List<Path> journals = judge(spark, options, InputFiles.of(spark, options), parts);
            Path journal = out.resolve(REPORT).resolve(RunReports.JOURNAL);
            Run run = RunMerge.merge(journals, settings(options), journal, row -> merged.add(1));
            RunReports.writeAll(run, out.resolve(REPORT), written::add);
            AuditTables.write(spark, run, journal, out);
            deleteFiles(parts);
            return run;
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    private static RunMerge.Settings settings(AuditOptions options) {
        List<Check> checks = Checks.all();
        Baseline baseline = options.baseline() == null
                ? Baseline.none()
                : Baseline.read(
                        Path.of(options.baseline()),
                        checks.stream().map(Check::info).toList());
        return new RunMerge.Settings(checks, String.join(", ", options.paths()), baseline, rerun(options));
    }

    private static RerunOptions rerun(AuditOptions options) {
        return RerunOptions.of(
                options.paths(), options.contract() == null ? List.of() : List.of("--contract", options.contract()));
    }

    /** The journals of the parts. A part that is judged twice replaces its journal. */
    private static List<Path> judge(SparkSession spark, AuditOptions options, List<String> files, Path parts) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int partitions = Math.max(1, Math.min(options.partitions(), files.size()));
        String folder = parts.toString();
        return context
                .parallelize(files, partitions)
                .mapPartitionsWithIndex((index, part) -> judge(options, part, folder, index), true)
                .collect()
                .stream()
                .map(Path::of)
                .sorted()
                .toList();
    }

    private static Iterator<String> judge(AuditOptions options, Iterator<String> files, String folder, int index)
            throws IOException {
        List<String> names = new ArrayList<>();
        files.forEachRemaining(names::add);
        names.sort(Comparator.comparing(name -> name.replace('/', '\0')));
        Path journal = Path.of(folder, "part-" + index + ".ndjson");
        Path started = Files.createTempFile(Path.of(folder), "part-" + index + "-", ".started");
        try (AuditRecords records = new AuditRecords(names)) {
            RunEngine.run(
                    plan(options), new RunInput<>(records, AuditRecords.Item::read, AuditRecords.Item::size), started);
        }
        Files.move(started, journal, StandardCopyOption.REPLACE_EXISTING);
        return List.of(journal.toString()).iterator();
    }

    /** Spark runs one task on each core, so that each part is judged by one thread. */
    private static RunPlan plan(AuditOptions options) {
        RunEnvironment environment = ProcessEnvironment.of(String.join(", ", options.paths()), 0);
        ContractResolver contexts = options.contract() == null
                ? ContractResolver.byModel()
                : ContractResolver.fixed(ContractResolver.find(options.contract()));
        return new RunPlan(Checks.all(), false, contexts, Baseline.none(), 1, environment, rerun(options));
    }

    private static void deleteFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(folder);
    }
}
