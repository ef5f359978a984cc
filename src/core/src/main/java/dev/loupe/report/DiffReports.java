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
import dev.loupe.report.history.HistoryHtml;
import dev.loupe.report.history.HistoryJson;
import dev.loupe.report.history.HistoryText;
import dev.loupe.report.series.SeriesAnnotations;
import dev.loupe.report.series.SeriesHtml;
import dev.loupe.report.series.SeriesJUnit;
import dev.loupe.report.series.SeriesJson;
import dev.loupe.report.series.SeriesMarkdown;
import dev.loupe.report.series.SeriesReport;
import dev.loupe.report.series.SeriesText;
import dev.loupe.report.series.SeriesWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

    /** Reports with the default number of columns. */
    public DiffReports(String version, String at) {
        this(version, at, DiffText.WIDTH);
    }

    /**
     * One report of several comparisons.
     *
     * @param out receives the report in that format in parts
     * @param folder the folder for the report in every format and for the reports of each pair; null for none
     */
    public SeriesReport series(DiffFormat format, Consumer<String> out, @Nullable Path folder) {
        List<SeriesWriter> reports = new ArrayList<>(List.of(series(format, out, false)));
        List<Closeable> files = new ArrayList<>();
        if (folder != null) {
            for (DiffFormat each : DiffFormat.values()) {
                Writer file = open(folder, each);
                files.add(file);
                reports.add(series(each, text -> append(file, text), true));
            }
        }
        return new SeriesReport(reports, files);
    }

    private static Writer open(Path folder, DiffFormat format) {
        try {
            Files.createDirectories(folder);
            return Files.newBufferedWriter(folder.resolve(format.file()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write reports into " + folder, unwritable);
        }
    }

    private static void append(Writer file, String text) {
        try {
            file.write(text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write a report", unwritable);
        }
    }

    private SeriesWriter series(DiffFormat format, Consumer<String> out, boolean linked) {
        return switch (format) {
            case TEXT -> new SeriesText(out, width);
            case JSON -> new SeriesJson(out, version);
            case MARKDOWN -> new SeriesMarkdown(out);
            case GITHUB, SARIF -> new SeriesAnnotations(out, format, version);
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
            case TEXT, GITHUB, SARIF, JUNIT -> HistoryText.of(history, width);
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
        List<DiffFormat> formats = List.of(DiffFormat.TEXT, DiffFormat.JSON, DiffFormat.MARKDOWN, DiffFormat.HTML);
        return write(formats, folder, format -> render(format, history));
    }

    private static List<Path> write(
            List<DiffFormat> formats, Path folder, java.util.function.Function<DiffFormat, String> report) {
        try {
            Files.createDirectories(folder);
            List<Path> files = new ArrayList<>();
            for (DiffFormat format : formats) {
                files.add(Files.writeString(folder.resolve(format.file()), report.apply(format)));
            }
            return files;
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
