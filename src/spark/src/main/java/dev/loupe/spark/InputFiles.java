package dev.loupe.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The files of an audit. Parquet becomes one JSON object for each row, with the names of its columns. */
final class InputFiles {
    private static final String ROWS = "rows";

    private InputFiles() {}

    static List<String> of(SparkSession spark, AuditOptions options) {
        List<String> files = new ArrayList<>();
        List<String> parquet = new ArrayList<>();
        for (String path : options.paths()) {
            for (String file : files(path)) {
                (file.endsWith(".parquet") ? parquet : files).add(file);
            }
        }
        if (!parquet.isEmpty()) {
            String rows = Path.of(options.out(), ROWS).toString();
            spark.read()
                    .parquet(parquet.toArray(String[]::new))
                    .toJSON()
                    .write()
                    .mode(SaveMode.Overwrite)
                    .text(rows);
            files.addAll(files(rows));
        }
        return files;
    }

    private static List<String> files(String path) {
        if (Files.isRegularFile(Path.of(path))) {
            return List.of(path);
        }
        try (Stream<Path> found = Files.walk(Path.of(path))) {
            return found.filter(file -> !isHidden(Path.of(path).relativize(file)))
                    .filter(Files::isRegularFile)
                    .map(file -> file.toString().replace('\\', '/'))
                    .filter(InputFiles::isInput)
                    .sorted(Comparator.comparing(file -> file.replace('/', '\0')))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isHidden(Path inside) {
        for (Path name : inside) {
            if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInput(String file) {
        return file.toLowerCase(Locale.ROOT).matches(".*\\.(json|ndjson|jsonl|txt|parquet)(\\.gz)?");
    }
}
