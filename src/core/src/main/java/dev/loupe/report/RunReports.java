package dev.loupe.report;

import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.comparison.ComparisonJson;
import dev.loupe.report.comparison.ComparisonMarkdown;
import dev.loupe.report.comparison.ComparisonPage;
import dev.loupe.report.comparison.ComparisonText;
import dev.loupe.report.comparison.RunComparison;
import dev.loupe.report.format.CodeQualityWriter;
import dev.loupe.report.format.HtmlPage;
import dev.loupe.report.format.ReportException;
import dev.loupe.report.format.ReportFiles;
import dev.loupe.report.format.SarifWriter;
import dev.loupe.report.run.RunAnnotations;
import dev.loupe.report.run.RunBadge;
import dev.loupe.report.run.RunJUnit;
import dev.loupe.report.run.RunJson;
import dev.loupe.report.run.RunMarkdown;
import dev.loupe.report.run.RunPage;
import dev.loupe.report.run.RunPhrases;
import dev.loupe.report.run.RunText;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** Every way to write a run. */
@API(status = API.Status.EXPERIMENTAL)
public final class RunReports {
    /** The journal of a run, in the folder of its reports. */
    public static final String JOURNAL = "journal.ndjson";

    /** The report that other commands read. */
    private static final String RESULT = "run.json";

    private RunReports() {}

    private interface Writer<T> {
        void write(T what, OutputStream out) throws IOException;
    }

    /** The one list of report files. */
    private static Map<String, Writer<Run>> files() {
        Map<String, Writer<Run>> files = new LinkedHashMap<>();
        files.put("index.html", (run, out) -> text(out, HtmlPage.render("run.html", RunPage.of(run), "report.css")));
        files.put("junit.xml", RunJUnit::write);
        files.put("results.sarif", RunReports::sarif);
        files.put("codequality.json", RunReports::codeQuality);
        files.put("summary.md", (run, out) -> text(out, RunMarkdown.of(run)));
        files.put("badge.svg", (run, out) -> text(out, RunBadge.svg(run)));
        files.put("badge.json", (run, out) -> text(out, RunBadge.json(run)));
        // last: its presence means that every report of the run was written
        files.put(RESULT, RunJson::write);
        return files;
    }

    /** The files of a comparison. */
    private static Map<String, Writer<RunComparison>> comparisonFiles() {
        Map<String, Writer<RunComparison>> files = new LinkedHashMap<>();
        files.put("comparison.json", ComparisonJson::write);
        files.put(
                "comparison.html",
                (comparison, out) ->
                        text(out, HtmlPage.render("comparison.html", ComparisonPage.of(comparison), "report.css")));
        files.put("comparison.md", (comparison, out) -> text(out, ComparisonMarkdown.of(comparison)));
        return files;
    }

    /** The formats of standard output. */
    public enum Format {
        TEXT,
        JSON,
        MARKDOWN,
        GITHUB,
        SARIF;

        /** As a value of {@code --format}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes every report into a directory. Each file is written under a temporary name and renamed after all are complete.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static void writeAll(Run run, Path dir) {
        writeAll(run, dir, bytes -> {});
    }

    /**
     * The same for a run of any size.
     *
     * @param watcher receives the number of bytes of each write
     */
    public static void writeAll(Run run, Path dir, LongConsumer watcher) {
        writeAll(run, files(), dir, watcher);
    }

    /** Writes a comparison into a directory, in the same way. */
    public static void writeAll(RunComparison comparison, Path dir) {
        writeAll(comparison, comparisonFiles(), dir, bytes -> {});
    }

    /**
     * Deletes the reports and the journal of an earlier run, so that they are never read as those of the run that starts.
     * A directory without run.json is left as it is: the journal of a stopped run is the only copy of its results.
     *
     * @throws UncheckedIOException when they cannot be deleted
     */
    public static void deleteEarlier(Path dir) {
        try {
            if (ReportFiles.delete(dir, RESULT, files().keySet())) {
                Files.deleteIfExists(dir.resolve(JOURNAL));
            }
        } catch (IOException notDeletable) {
            throw new UncheckedIOException(notDeletable);
        }
    }

    private static <T> void writeAll(T what, Map<String, Writer<T>> files, Path dir, LongConsumer watcher) {
        try {
            Files.createDirectories(dir);
            try {
                for (Map.Entry<String, Writer<T>> file : files.entrySet()) {
                    write(what, file.getValue(), ReportFiles.part(dir, file.getKey()), watcher);
                }
                ReportFiles.publish(dir, files.keySet());
            } finally {
                ReportFiles.discard(dir, files.keySet());
            }
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    private static <T> void write(T what, Writer<T> writer, Path file, LongConsumer watcher) throws IOException {
        OutputStream watched = new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
                watcher.accept(count);
            }
        };
        try (OutputStream out = new BufferedOutputStream(watched, 1 << 16)) {
            writer.write(what, out);
        } catch (ReportException failure) {
            throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
        }
    }

    /**
     * Prints a run, for standard output.
     *
     * @param colour only for a terminal, and without NO_COLOR
     * @param report where the full report is; empty when there is none
     */
    public static void print(Run run, Format format, boolean colour, String report, OutputStream out) {
        print(
                run,
                switch (format) {
                    case TEXT -> (r, to) -> text(to, RunText.summary(r, colour, report));
                    case JSON -> RunJson::write;
                    case MARKDOWN -> (r, to) -> text(to, RunMarkdown.of(r));
                    case GITHUB -> (r, to) -> text(to, RunAnnotations.github(r));
                    case SARIF -> RunReports::sarif;
                },
                out);
    }

    /**
     * Prints a comparison.
     *
     * @throws IllegalArgumentException when there is no such format of a comparison
     */
    public static void print(RunComparison comparison, Format format, OutputStream out) {
        print(
                comparison,
                switch (format) {
                    case TEXT -> (c, to) -> text(to, ComparisonText.of(c));
                    case JSON -> ComparisonJson::write;
                    case MARKDOWN -> (c, to) -> text(to, ComparisonMarkdown.of(c));
                    case GITHUB, SARIF ->
                        throw new IllegalArgumentException("a comparison has no format " + format.word()
                                + "; use text, json or markdown, or report a single run");
                },
                out);
    }

    private static <T> void print(T what, Writer<T> writer, OutputStream out) {
        try {
            writer.write(what, out);
            out.flush();
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void sarif(Run run, OutputStream out) {
        List<Finding> findings = mostImportant(run, SarifWriter.MAX_RESULTS);
        int omitted = run.summary().counts().findings() - findings.size();
        boolean success = run.runVerdict().reasons().stream()
                .noneMatch(r -> r.kind() == RunVerdict.Kind.INCOMPLETE || r.kind() == RunVerdict.Kind.CHECK_CRASHED);
        SarifWriter.write(
                out,
                new SarifWriter.Document(
                        run.header().version(),
                        success,
                        omitted == 0
                                ? ""
                                : RunPhrases.count(omitted, "finding", "findings") + " omitted; all are in run.json"),
                run.header().checks().stream().map(RunAnnotations::rule).toList(),
                findings.stream().map(RunAnnotations::of).toList());
    }

    private static void codeQuality(Run run, OutputStream out) {
        CodeQualityWriter.write(
                out,
                mostImportant(run, SarifWriter.MAX_RESULTS).stream()
                        .filter(finding -> !finding.isAccepted())
                        .map(RunAnnotations::of)
                        .toList());
    }

    /** At most so many findings; those of MUST before those of SHOULD before the rest. */
    private static List<Finding> mostImportant(Run run, int most) {
        if (run.summary().counts().findings() <= most) {
            try (Stream<Finding> findings = run.findings()) {
                return findings.toList();
            }
        }
        Map<Level, List<Finding>> byLevel = new EnumMap<>(Level.class);
        try (Stream<Finding> findings = run.findings()) {
            findings.forEach(finding -> {
                List<Finding> first = byLevel.computeIfAbsent(finding.check().level(), level -> new ArrayList<>());
                if (first.size() < most) {
                    first.add(finding);
                }
            });
        }
        return byLevel.values().stream().flatMap(List::stream).limit(most).toList();
    }
}
