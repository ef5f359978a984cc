package dev.loupe.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The files of an audit, from any file system of Hadoop: paths, URIs, globs. Local files have their plain path, as in a run of
 * {@code loupe replay}. Parquet becomes one JSON object for each row, with the names of its columns.
 */
final class InputFiles {
    private static final String ROWS = "rows";
    private static final String LOCAL = "file";

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

    /** Whether it is a path of this machine, and no URI of another file system. */
    static boolean isLocal(String file) {
        return !file.contains("://");
    }

    static InputStream open(String file) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(URI.create(file));
        return path.getFileSystem(new Configuration()).open(path);
    }

    private static List<String> files(String path) {
        org.apache.hadoop.fs.Path named = new org.apache.hadoop.fs.Path(path);
        try {
            FileSystem system = named.toUri().getScheme() == null
                    ? FileSystem.getLocal(new Configuration())
                    : named.getFileSystem(new Configuration());
            FileStatus[] found = system.globStatus(named);
            if (found == null || found.length == 0) {
                throw new FileNotFoundException(path + " does not exist; check the path");
            }
            List<String> files = new ArrayList<>();
            for (FileStatus each : found) {
                add(system, each, path, files);
            }
            files.sort(Comparator.comparing(file -> file.replace('/', '\0')));
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void add(FileSystem system, FileStatus found, String path, List<String> files) throws IOException {
        if (!found.isDirectory()) {
            files.add(name(found.getPath(), path));
            return;
        }
        for (FileStatus inside : system.listStatus(found.getPath())) {
            String name = inside.getPath().getName();
            boolean hidden = name.startsWith(".") || name.startsWith("_");
            if (!hidden && (inside.isDirectory() || isInput(name))) {
                add(system, inside, path, files);
            }
        }
    }

    /** Local files as the user named them: relative to the working folder, when the path is. */
    private static String name(org.apache.hadoop.fs.Path file, String path) {
        URI uri = file.toUri();
        if (uri.getScheme() != null && !uri.getScheme().equals(LOCAL)) {
            return uri.toString();
        }
        boolean relative = !path.startsWith(LOCAL + ":") && !Path.of(path).isAbsolute();
        Path local = Path.of(uri.getPath());
        return (relative ? Path.of("").toAbsolutePath().relativize(local) : local)
                .toString()
                .replace('\\', '/');
    }

    private static boolean isInput(String file) {
        return file.toLowerCase(Locale.ROOT).matches(".*\\.(json|ndjson|jsonl|log|txt|parquet)(\\.gz)?");
    }
}
