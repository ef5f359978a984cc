package dev.loupe.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is audited, and how.
 *
 * @param paths folders and files: recordings, logs, Parquet
 * @param out folder of the results
 * @param partitions how many parts; at most one for each file
 * @param contract contract of all exchanges, by name or path; null for the one that lists the model of each request
 * @param baseline file of accepted findings; null without one
 */
public record AuditOptions(
        List<String> paths, String out, int partitions, @Nullable String contract, @Nullable String baseline)
        implements Serializable {
    private static final int PARTITIONS = 64;

    static final String USAGE = "usage: PATH... --out DIR [--partitions N] [--contract NAME|PATH] [--baseline FILE]";

    public AuditOptions {
        paths = List.copyOf(paths);
    }

    /** Paths with the defaults. */
    public static AuditOptions of(List<String> paths, Path out) {
        return new AuditOptions(paths, out.toString(), PARTITIONS, null, null);
    }

    /** The same in another number of parts. */
    public AuditOptions in(int parts) {
        return new AuditOptions(paths, out, parts, contract, baseline);
    }

    /**
     * Options as the command line has them.
     *
     * @throws IllegalArgumentException when they are not valid, with the usage
     */
    static AuditOptions parse(String... arguments) {
        List<String> paths = new ArrayList<>();
        String out = "";
        String contract = null;
        String baseline = null;
        int partitions = PARTITIONS;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--out" -> out = value(arguments, ++i);
                case "--contract" -> contract = value(arguments, ++i);
                case "--baseline" -> baseline = value(arguments, ++i);
                case "--partitions" -> partitions = number(value(arguments, ++i));
                default -> paths.add(path(arguments[i]));
            }
        }
        if (paths.isEmpty() || out.isEmpty()) {
            throw new IllegalArgumentException("no " + (paths.isEmpty() ? "PATH" : "--out") + "; " + USAGE);
        }
        return new AuditOptions(paths, out, partitions, contract, baseline);
    }

    private static String value(String[] arguments, int i) {
        if (i == arguments.length) {
            throw new IllegalArgumentException(arguments[i - 1] + " needs a value; " + USAGE);
        }
        return arguments[i];
    }

    private static String path(String argument) {
        if (argument.startsWith("--")) {
            throw new IllegalArgumentException("unknown option " + argument + "; " + USAGE);
        }
        return argument;
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("--partitions: '" + text + "' is not a number from 1; " + USAGE);
        }
        return Integer.parseInt(text);
    }
}
