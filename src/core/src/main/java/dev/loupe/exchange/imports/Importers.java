package dev.loupe.exchange.imports;

import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports files of other tools: cassettes, archives, logs, documentation pages. What a file does not hold is absent in the
 * recording; an entry that cannot be read does not affect the others. Recordings are redacted when they are written.
 */
public final class Importers {
    /** Bodies of WireMock, which its mappings name. */
    private static final String BODIES = "__files";

    private static final String ENDING =
            "(?i)\\.(har|json|json-seq|ndjson|jsonl|yaml|yml|md|mdx|markdown|html|htm|txt|log|csv|tsv|xml|jtl)";

    private Importers() {}

    /** Imports one file. */
    public static List<ImportedEntry> importFile(Path file) {
        List<ImportedEntry> entries = new ArrayList<>();
        importAll(List.of(file), null, null, read -> {}, entries::add);
        return entries;
    }

    /** Imports one record of a log. */
    public static List<ImportedEntry> importRecord(RawRecord raw) {
        List<ImportedEntry> entries = new ArrayList<>();
        EntrySink sink = new EntrySink(raw.file(), stem(Path.of(""), Path.of(raw.file())), entries::add);
        sink.at(raw.line());
        sink.numbered(raw.line());
        JsonRecords.record(raw.bytes(), sink, Importers::record);
        return entries;
    }

    /**
     * Imports files, and the files of folders.
     *
     * @param from the name of the format of all files; null when their content decides
     * @param excluded a folder whose files are not imported when a folder above it is; null for none
     * @param read receives the numbers of bytes that are read, of {@link #size} in all
     */
    public static void importAll(
            List<Path> paths,
            @Nullable String from,
            @Nullable Path excluded,
            LongConsumer read,
            Consumer<ImportedEntry> entries) {
        List<Path> all = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                for (Path file : files(path, excluded)) {
                    all.add(file);
                    roots.add(path);
                }
            } else {
                all.add(path);
                Path folder = path.toAbsolutePath().getParent();
                roots.add(folder == null ? path : folder);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            Path file = all.get(i);
            EntrySink sink = new EntrySink(file.toString(), stem(roots.get(i), file), entries);
            sink.numbered(1);
            importFile(file, all, from, read, sink);
        }
    }

    /** The bytes of all files; empty when one is a pipe. */
    public static OptionalLong size(List<Path> paths, @Nullable Path excluded) {
        long bytes = 0;
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? files(path, excluded) : List.of(path)) {
                if (!InputFile.isStored(file)) {
                    return OptionalLong.empty();
                }
                bytes += file.toFile().length();
            }
        }
        return OptionalLong.of(bytes);
    }

    private static List<Path> files(Path folder, @Nullable Path excluded) {
        Pattern ending = Pattern.compile(ENDING + "(\\.gz)?$");
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> ending.matcher(file.toString()).find())
                    .filter(file -> !folder.relativize(file).toString().contains(BODIES))
                    .filter(file -> !InputFile.isInReports(folder, file))
                    .filter(file -> excluded == null || !normal(file).startsWith(normal(excluded)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of(folder);
        }
    }

    /** The path of the file in the folder that is imported, without its ending: a part of the ids of its exchanges. */
    private static String stem(Path root, Path file) {
        Path inside = normal(root).relativize(normal(file));
        return inside.toString()
                .replace('\\', '/')
                .replaceFirst("(?i)\\.gz$", "")
                .replaceFirst(ENDING + "$", "");
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static void importFile(
            Path path, List<Path> companions, @Nullable String from, LongConsumer read, EntrySink sink) {
        try {
            ImportFile file = ImportFile.read(path, companions, read);
            Optional<ImportFormat> forced = from == null ? Optional.empty() : ImportFormats.named(from);
            if (file.isEmpty()) {
                sink.skipped("an empty file");
            } else if (Cassettes.isDamaged(file)) {
                sink.damaged("not valid YAML at line %,d, or too large; record the cassette again"
                        .formatted(CassetteYaml.invalidLine(file.text())));
            } else if (forced.isPresent()) {
                read(forced.get(), file, sink);
            } else {
                detect(file, sink);
            }
        } catch (ImportException e) {
            sink.damaged(e.what());
        } catch (InputLimits.Exceeded e) {
            sink.damaged(e.bound() + "; import fewer requests at once");
        } catch (NoSuchFileException e) {
            sink.damaged("no such file; check the path");
        } catch (IOException e) {
            sink.damaged("cannot be read: " + e.getMessage());
        }
    }

    private static void detect(ImportFile file, EntrySink sink) throws IOException, ImportException {
        for (ImportFormat.OfFile format : ImportFormats.ofFiles()) {
            if (format.matches(file)) {
                format.read(file, sink);
                return;
            }
        }
        if (file.looksLikeJson() || file.isNamed(".ndjson", ".jsonl") || JsonRecords.areAmongOtherLines(file)) {
            JsonRecords.forEach(file, sink, Importers::record);
        } else {
            sink.skipped("not of a format that can be imported; --from names one of "
                    + String.join(", ", ImportFormats.names()));
        }
    }

    /** A log may have records of several formats. */
    static void record(com.fasterxml.jackson.databind.JsonNode log, EntrySink sink) throws ImportException {
        for (ImportFormat.OfRecord format : ImportFormats.ofRecords()) {
            if (format.matches(log)) {
                format.read(log, sink);
                return;
            }
        }
        new LogFormat().read(log, sink);
    }

    private static void read(ImportFormat format, ImportFile file, EntrySink sink) throws IOException, ImportException {
        switch (format) {
            case ImportFormat.OfFile whole -> whole.read(file, sink);
            case ImportFormat.OfRecord each -> JsonRecords.forEach(file, sink, each::read);
        }
    }
}
