package dev.loupe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that reads a file, for files of any bytes. {@code FILE} is the file, {@code SEED} the first of its corpus, {@code OUT}
 * a folder.
 */
enum FuzzTarget {
    LINT("openapi.json", "lint", "FILE"),
    YAML("openapi.yaml", "lint", "FILE"),
    CONTRACT("openapi.json", "replay", "RECORDING", "--contract", "FILE"),
    DIFF("openapi.json", "diff", "SEED", "FILE", "--out", "OUT"),
    GENERATE("openapi.json", "generate", "FILE", "--package", "a", "--out", "OUT"),
    RECORDING("recording.json", "replay", "FILE", "--out", "OUT"),
    STREAM("recording.json", "replay", "FILE"),
    LINES("recordings.ndjson", "replay", "FILE"),
    IMPORT("import", "import", "FILE", "--out", "OUT"),
    EXPORT("recordings.ndjson", "export", "FILE", "--format", "har", "--out", "OUT"),
    GATES("loupe.yaml", "ci", "--config", "FILE", "--out", "OUT"),
    PROVIDER("provider.yaml", "replay", "RECORDING", "--provider", "FILE"),
    BASELINE("baseline.yaml", "replay", "RECORDING", "--baseline", "FILE"),
    RUN("run.json", "report", "FILE"),
    JOURNAL("journal.ndjson", "report", "FILE", "--out", "OUT");

    /** The corpus: a folder for each target, with files that it reads, and inputs that were errors once. */
    private static final Path CORPUS =
            Path.of(System.getProperty("loupe.root", "../.."), "src", "cli", "src", "test", "resources", "fuzz");

    /** At the beginning of a line: a message may contain the input. */
    private static final Pattern INTERNAL_ERROR =
            Pattern.compile("(?m)^(?:loupe: internal error|! [0-9]+ checks? crashed)");

    private final String fileName;
    private final String words;

    FuzzTarget(String fileName, String... words) {
        this.fileName = fileName;
        this.words = String.join(" ", words);
    }

    private static Path corpus(String folder) {
        return CORPUS.toAbsolutePath().normalize().resolve(folder.toLowerCase(Locale.ROOT));
    }

    /** The files of the corpus in order. */
    List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(corpus(name()))) {
            return files.sorted().toList();
        }
    }

    /**
     * Runs the command on a file with these bytes.
     *
     * @return what is wrong with the result; empty when it is a verdict or a message
     */
    String run(byte[] bytes, Path folder) throws IOException {
        Path file = Files.write(folder.resolve(fileName), bytes);
        Path out = folder.resolve("out");
        List<String> line = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            line.add(
                    switch (word) {
                        case "FILE" -> file.toString();
                        case "OUT" -> out.toString();
                        case "SEED" -> corpus().getFirst().toString();
                        case "RECORDING" -> RECORDING.corpus().getFirst().toString();
                        default -> word;
                    });
        }
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text);
        int code = CommandRunner.run(both, both, line.toArray(String[]::new));
        delete(out);
        boolean isWrong =
                code < 0 || code > 3 || INTERNAL_ERROR.matcher(text.toString()).find();
        return isWrong ? this + " ends with " + code + ":\n" + text : "";
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
