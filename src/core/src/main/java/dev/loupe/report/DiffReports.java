package dev.loupe.report;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.history.History;
import dev.loupe.report.diff.DiffAnnotations;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.diff.DiffHtml;
import dev.loupe.report.diff.DiffJUnit;
import dev.loupe.report.diff.DiffJson;
import dev.loupe.report.diff.DiffMarkdown;
import dev.loupe.report.diff.DiffText;
import dev.loupe.report.format.ReportFiles;
import dev.loupe.report.history.HistoryHtml;
import dev.loupe.report.history.HistoryJson;
import dev.loupe.report.history.HistoryText;
import dev.loupe.report.series.SeriesAnnotations;
import dev.loupe.report.series.SeriesFiles;
import dev.loupe.report.series.SeriesHtml;
import dev.loupe.report.series.SeriesJUnit;
import dev.loupe.report.series.SeriesJson;
import dev.loupe.report.series.SeriesMarkdown;
import dev.loupe.report.series.SeriesReport;
import dev.loupe.report.series.SeriesText;
import dev.loupe.report.series.SeriesWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes comparisons and histories in every format. */
public final class DiffReports {
    private final String version;
    private final String at;
    private final int width;

    /**
     * @param version of Loupe
     * @param at the time of the comparison, ISO 8601 in UTC without a zone
     * @param width columns of text
     */
    public DiffReports(String version, String at, int width) {
        this.version = version;
        this.at = at;
        this.width = width;
    }

    /**
     * One report of several comparisons.
     *
     * @param out receives the report in that format in parts
     * @param folder the folder for the report in every format and for the reports of each pair; null for none
     */
    public SeriesReport series(DiffFormat format, Consumer<String> out, @Nullable Path folder) {
        List<SeriesWriter> reports = new ArrayList<>(List.of(series(format, out, false)));
        if (folder == null) {
            return new SeriesReport(reports, null);
        }
        SeriesFiles files = new SeriesFiles(folder);
        for (DiffFormat each : DiffFormat.values()) {
            reports.add(series(each, files.open(each.file()), true));
        }
        return new SeriesReport(reports, files);
    }

    private SeriesWriter series(DiffFormat format, Consumer<String> out, boolean linked) {
        return switch (format) {
            case TEXT -> new SeriesText(out, width);
            case JSON -> new SeriesJson(out, version);
            case MARKDOWN -> new SeriesMarkdown(out);
            case GITHUB, SARIF, CODEQUALITY -> new SeriesAnnotations(out, format, version);
            case JUNIT -> new SeriesJUnit(out, at);
            case HTML -> new SeriesHtml(out, linked);
        };
    }

    /** The report as text, ready for standard output. */
    public String render(DiffFormat format, DiffResult comparison) {
        return switch (format) {
            case TEXT -> DiffText.of(comparison, width);
            case JSON -> DiffJson.of(comparison, version);
            case MARKDOWN -> DiffMarkdown.of(comparison);
            case GITHUB -> DiffAnnotations.github(comparison);
            case SARIF -> bytes(out -> DiffAnnotations.sarif(comparison, version, out));
            case CODEQUALITY -> bytes(out -> DiffAnnotations.codeQuality(comparison, out));
            case JUNIT -> bytes(out -> DiffJUnit.write(comparison, at, out));
            case HTML -> DiffHtml.of(comparison);
        };
    }

    /** The history of a spec; formats about lines of one file are replaced by text. */
    public String render(DiffFormat format, History history) {
        return switch (format) {
            case JSON -> HistoryJson.of(history, version);
            case HTML -> HistoryHtml.of(history);
            case MARKDOWN -> HistoryText.markdown(history);
            case TEXT, GITHUB, SARIF, CODEQUALITY, JUNIT -> HistoryText.of(history, width);
        };
    }

    /** Writes every format into a folder and returns the files. */
    public List<Path> writeAll(DiffResult comparison, Path folder) {
        return write(List.of(DiffFormat.values()), folder, format -> render(format, comparison));
    }

    /** Writes every format of one pair below the folder of all pairs. */
    public void writePair(String name, DiffResult comparison, Path folder) {
        Path pairs = folder.resolve(DiffFormat.PAIRS).normalize();
        Path own = pairs.resolve(name).normalize();
        if (!own.startsWith(pairs)) {
            throw new UncheckedIOException(new IOException(name + " is no name below " + pairs));
        }
        writeAll(comparison, own);
    }

    /** The same for a history. */
    public List<Path> writeAll(History history, Path folder) {
        List<DiffFormat> formats = List.of(DiffFormat.TEXT, DiffFormat.MARKDOWN, DiffFormat.HTML, DiffFormat.JSON);
        return write(formats, folder, format -> render(format, history));
    }

    /**
     * Deletes the report of an earlier comparison and those of its pairs, so that they are never read as those of the
     * comparison that starts. A directory without diff.json is left as it is.
     *
     * @throws UncheckedIOException when they cannot be deleted
     */
    public static void deleteEarlier(Path folder) {
        List<String> names = names(DiffFormat.values());
        try {
            if (!ReportFiles.delete(folder, DiffFormat.JSON.file(), names)) {
                return;
            }
            Path pairs = folder.resolve(DiffFormat.PAIRS);
            if (Files.isDirectory(pairs)) {
                try (Stream<Path> all = Files.walk(pairs, MAX_DEPTH_OF_NAMES)) {
                    for (Path pair : all.filter(Files::isDirectory).toList()) {
                        ReportFiles.delete(pair, DiffFormat.JSON.file(), names);
                    }
                }
            }
        } catch (IOException notDeletable) {
            throw new UncheckedIOException(notDeletable);
        }
    }

    /** Directories below the compared ones are not expected to be deeper. */
    private static final int MAX_DEPTH_OF_NAMES = 64;

    private static List<String> names(DiffFormat... formats) {
        return Stream.of(formats).map(DiffFormat::file).toList();
    }

    private static List<Path> write(List<DiffFormat> formats, Path folder, Function<DiffFormat, String> report) {
        List<String> names = names(formats.toArray(DiffFormat[]::new));
        try {
            Files.createDirectories(folder);
            try {
                for (DiffFormat format : formats) {
                    ReportFiles.write(ReportFiles.part(folder, format.file()), report.apply(format));
                }
                ReportFiles.publish(folder, names);
            } finally {
                ReportFiles.discard(folder, names);
            }
            return names.stream().map(folder::resolve).toList();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write reports into " + folder, unwritable);
        }
    }

    private static String bytes(Consumer<ByteArrayOutputStream> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.accept(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
