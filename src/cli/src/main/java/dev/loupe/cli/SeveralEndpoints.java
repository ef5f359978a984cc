package dev.loupe.cli;

import dev.loupe.engine.journal.Run;
import dev.loupe.report.comparison.RunComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** {@code loupe run --against a,b}: the same run against each endpoint, and their comparison. */
final class SeveralEndpoints {
    private static final int MAX_NAME = 60;

    private SeveralEndpoints() {}

    /**
     * Runs the command line once for each endpoint, with its own directory of reports.
     *
     * @param isPlain false with options that write files of one endpoint
     * @return the worst exit code of the runs: non-conformant before inconclusive
     */
    static int run(CommandSpec spec, String against, boolean isPlain, OutputOptions output) {
        Path out = output.out;
        if (out == null) {
            throw new InvalidInputException("--against: several endpoints require --out DIR for their reports");
        }
        if (!isPlain) {
            throw new InvalidInputException(
                    "--against: --record, --write-baseline and --dry-run work with one endpoint; run them one by one");
        }
        List<String> given = spec.root().commandLine().getParseResult().originalArgs();
        List<RunComparison.OpenedRun> runs = new ArrayList<>();
        int worst = ExitCode.SUCCESS;
        for (String endpoint : endpoints(against)) {
            Path dir = out.resolve(folder(runs.size() + 1, endpoint));
            spec.commandLine().getErr().println("loupe: " + endpoint);
            int code = CommandRunner.run(
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    arguments(given, endpoint, dir, output.quiet));
            Path file = dir.resolve("run.json");
            if ((code != ExitCode.SUCCESS && code != ExitCode.FAILURE && code != ExitCode.INCONCLUSIVE)
                    || !Files.isRegularFile(file)) {
                return code;
            }
            worst = worst == ExitCode.FAILURE || code == ExitCode.SUCCESS ? worst : code;
            runs.add(new RunComparison.OpenedRun(file.toString(), Run.open(file)));
        }
        output.publish(RunComparison.of(runs), spec.commandLine().getOut());
        return worst;
    }

    private static List<String> endpoints(String against) {
        List<String> endpoints = new ArrayList<>();
        for (String endpoint : against.split(",", -1)) {
            if (endpoint.isBlank()) {
                throw new InvalidInputException(
                        "--against: an endpoint between two commas is empty (example: aimlapi,openrouter)");
            }
            endpoints.add(endpoint.strip());
        }
        return endpoints;
    }

    /** A name of a folder, whatever the URL contains. */
    private static String folder(int number, String endpoint) {
        String name = endpoint.replaceFirst("^https?://", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("^[.-]+|[.-]+$", "");
        return number + "-" + name.substring(0, Math.min(MAX_NAME, name.length()));
    }

    /** The arguments of the user with one endpoint, its directory, and no report of the single run on standard output. */
    private static String[] arguments(List<String> given, String endpoint, Path dir, boolean quiet) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String one = given.get(i);
            if (one.equals("--against") || one.equals("--out")) {
                i++;
            } else if (!one.startsWith("--against=") && !one.startsWith("--out=")) {
                arguments.add(one);
            }
        }
        arguments.add("--against=" + endpoint);
        arguments.add("--out=" + dir);
        if (!quiet) {
            arguments.add("--quiet");
        }
        return arguments.toArray(String[]::new);
    }
}
