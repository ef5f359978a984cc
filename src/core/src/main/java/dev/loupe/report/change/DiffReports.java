package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import dev.loupe.change.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes comparisons and histories in every format. */
public final class DiffReports {
    private final String version;
    private final String at;

    /**
     * @param version of Loupe
     * @param at when it was compared, ISO 8601 in UTC without a zone
     */
    public DiffReports(String version, String at) {
        this.version = version;
        this.at = at;
    }

    /** The report as text, ready for standard output. */
    public String render(DiffFormat format, Comparison comparison) {
        return switch (format) {
            case TEXT -> DiffText.of(comparison);
            case JSON -> DiffJson.of(comparison, version);
            case MARKDOWN -> DiffMarkdown.of(comparison);
            case GITHUB -> DiffNotes.github(comparison);
            case SARIF -> bytes(out -> DiffNotes.sarif(comparison, version, out));
            case JUNIT -> bytes(out -> DiffJUnit.write(comparison, at, out));
            case HTML -> DiffHtml.of(comparison);
        };
    }

    /** The timeline of a contract; formats that speak of lines of one file have none, and text takes their place. */
    public String render(DiffFormat format, History history) {
        return switch (format) {
            case JSON -> HistoryJson.of(history, version);
            case HTML -> HistoryHtml.of(history);
            case MARKDOWN -> HistoryText.markdown(history);
            case TEXT, GITHUB, SARIF, JUNIT -> HistoryText.of(history);
        };
    }

    /** Writes every format into a folder, and returns the files. */
    public List<Path> writeAll(Comparison comparison, Path folder) {
        return write(List.of(DiffFormat.values()), folder, format -> render(format, comparison));
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
            List<Path> files = new java.util.ArrayList<>();
            for (DiffFormat format : formats) {
                files.add(Files.writeString(folder.resolve(format.file()), report.apply(format)));
            }
            return files;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write reports into " + folder, unwritable);
        }
    }

    private static String bytes(java.util.function.Consumer<ByteArrayOutputStream> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.accept(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
