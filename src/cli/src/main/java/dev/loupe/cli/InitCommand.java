package dev.loupe.cli;

import dev.loupe.report.run.RunPhrases;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loupe init}: writes {@code loupe.yaml} from what it finds. */
@Command(
        name = "init",
        description = {
            "Writes a commented loupe.yaml from what is in this directory.",
            "Finds OpenAPI documents, recordings and a baseline. Changes no other file."
        },
        footer = {"  loupe init --config target/loupe.yaml --force"})
class InitCommand extends Subcommand {
    private static final int MAX_DEPTH = 6;
    private static final int MAX_FILES = 20_000;
    private static final int BEGINNING = 4_096;
    private static final Set<String> SKIPPED =
            Set.of("node_modules", "target", "build", "dist", "vendor", "test", "tests");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = CiFile.NAME,
            description = "The file to write. Default: ${DEFAULT-VALUE}.")
    Path config = Path.of(CiFile.NAME);

    @Option(names = "--force", description = "Replace an existing file.")
    boolean force;

    private final Set<String> specs = new TreeSet<>();
    private final Set<String> recordings = new TreeSet<>();
    private @Nullable String baseline;

    @Override
    public Integer call() {
        if (Files.exists(config) && !force) {
            throw new InvalidInputException(config + " exists; --force replaces it");
        }
        try {
            Files.walkFileTree(Path.of("."), Set.of(), MAX_DEPTH, new Finder());
            Path parent = config.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(config, text());
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "cannot write " + config + ": " + InvalidInputException.reason(notWritable), notWritable);
        }
        out().println(config + ": " + RunPhrases.count(specs.size(), "spec", "specs") + ", "
                + RunPhrases.count(recordings.size(), "folder", "folders")
                + " of recordings; "
                + (specs.isEmpty() && recordings.isEmpty() ? "enable a gate in it" : "read it")
                + ", then run loupe ci");
        return ExitCode.SUCCESS;
    }

    private final class Finder extends SimpleFileVisitor<Path> {
        private int files;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean hidden = name.startsWith(".") && !name.equals(".");
            return hidden || SKIPPED.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++files > MAX_FILES) {
                return FileVisitResult.TERMINATE;
            }
            String name = String.valueOf(file.getFileName());
            if (attributes.isRegularFile() && name.matches(".*\\.(json|ya?ml|ndjson)")) {
                classify(file, name, beginning(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }
    }

    private void classify(Path file, String name, String text) {
        String path = file.normalize().toString().replace('\\', '/');
        if (text.contains("loupe-exchange/1")) {
            recordings.add(folder(path));
        } else if (name.matches(".*baseline\\.ya?ml") && text.contains("accept:")) {
            baseline = baseline == null || path.length() < baseline.length() ? path : baseline;
        } else if (text.matches("(?s).*(^|[\\s{\"'])openapi[\"']?\\s*:\\s*[\"']?3\\..*")) {
            specs.add(path);
        }
    }

    /** The folder named recordings, else the folder of the file. */
    private static String folder(String path) {
        int named = ("/" + path).indexOf("/recordings/");
        if (named >= 0) {
            return path.substring(0, named + "recordings".length());
        }
        int end = path.lastIndexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }

    private static String beginning(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BEGINNING), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(
                """
                # The gates that 'loupe ci' runs. Each key of a gate is an option of its command ('loupe lint --help').
                # A text may contain ${NAME} or ${NAME:-default} of the environment. Keys of endpoints are never written here.

                # Directory for the reports.
                out: loupe-report

                # 'pass' accepts gates that are inconclusive, for example because an endpoint did not respond.
                inconclusive: fail
                """);
        text.append("\n# Defects of the specs themselves. Accept known ones: loupe lint SPEC --write-baseline FILE\n");
        text.append(
                specs.isEmpty()
                        ? "#lint:\n#  specs: [openapi/api.yaml]\n"
                        : "lint:\n  specs:\n" + list(specs) + "#  baseline: lint-baseline.yaml\n");
        String spec = specs.isEmpty() ? "openapi/api.yaml" : specs.iterator().next();
        text.append("\n# What a change of a spec breaks, compared with the main branch. CI must fetch the history.\n")
                .append("#diff:\n#  old: \"origin/main:")
                .append(spec)
                .append("\"\n#  new: ")
                .append(spec)
                .append('\n');
        text.append("\n# Recorded exchanges, judged offline. Accept known findings: --write-baseline FILE\n");
        text.append(replay());
        text.append(
                """

                # A live endpoint, within a budget. Without 'against' the embedded reference provider is tested, not an endpoint.
                #run:
                #  against: ${ENDPOINT:-https://api.example.com}
                #  level: smoke
                #  max-requests: 50
                """);
        return text.toString();
    }

    private String replay() {
        if (recordings.isEmpty()) {
            return "#replay:\n#  recordings: [recordings]\n#  baseline: conformance-baseline.yaml\n";
        }
        return "replay:\n  recordings:\n" + list(recordings)
                + (baseline == null
                        ? "#  baseline: conformance-baseline.yaml\n"
                        : "  baseline: " + quoted(baseline) + "\n");
    }

    private static String list(Set<String> paths) {
        return paths.stream().map(path -> "    - " + quoted(path) + "\n").collect(Collectors.joining());
    }

    /** In single quotes where YAML could read something else. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "''") + "'";
    }
}
