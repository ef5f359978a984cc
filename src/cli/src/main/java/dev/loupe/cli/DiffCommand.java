package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.history.History;
import dev.loupe.diff.source.DocumentFinder;
import dev.loupe.diff.source.DocumentFinder.Pairing;
import dev.loupe.diff.source.DocumentLoader;
import dev.loupe.diff.source.SourceException;
import dev.loupe.live.CertificateAuthority;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.report.DiffReports;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.series.DiffPairResult;
import dev.loupe.report.series.SeriesReport;
import dev.loupe.report.series.SeriesSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe diff}: the change gate. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Says what changed between two contracts, what breaks whom, and proves each break with a message.",
        footerHeading = "%n",
        footer = {
            "What its own contract announced is no break: 'x-sunset: 2026-12-31' beside",
            "the schema or operation says from which day on it may be gone.",
            "",
            "Examples:",
            "  loupe diff openapi/gemma-3.json openapi/gemma-3-27b.json",
            "  loupe diff main:openapi/gemma-3.json openapi/gemma-3.json",
            "  loupe diff openapi/gemma-3.json https://example.com/gemma-3.json",
            "  loupe diff main:openapi openapi --fail-on risky --format github",
            "  loupe diff 'old/*.json' 'new/*.json' --out diff-report",
            "  loupe diff old.json new.json --recordings recordings/ --only-used",
            "  loupe diff --history 'revisions/*.json' --out history-report",
        })
class DiffCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "OLD NEW",
            arity = "0..2",
            description =
                    "The contract that clients know, and the one that is to take its place: files, https addresses,"
                            + " REVISION:path in git, or - for standard input; or two folders or quoted globs, whose"
                            + " files pair by their names below the folder.")
    List<String> contracts = List.of();

    @Option(
            names = "--history",
            paramLabel = "FOLDER|GLOB",
            description = "Instead of two contracts: the revisions of one, in the order of their names. Each step"
                    + " is told with its verdict; to end with 0 whatever the past holds, add --fail-on none.")
    @Nullable
    String history;

    @Option(
            names = "--against-last-good",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "In a history, compare a contract that came back after another API was published under its name"
                            + " with its last good revision. Default: yes.")
    boolean againstLastGood = true;

    @Mixin
    DiffGateOptions gate = new DiffGateOptions();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trust the certificate authorities of this PEM file, for https servers with a private one.")
    @Nullable
    Path authority;

    @Option(names = "--out", paramLabel = "DIR", description = "Write every format there.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "What to print: text, json, markdown, github (annotations), sarif, junit, html. Default: text.")
    DiffFormat format = DiffFormat.TEXT;

    @Option(names = "--quiet", description = "Print nothing but faults.")
    boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        if (history != null ? !contracts.isEmpty() : contracts.size() != 2) {
            throw new InvalidInputException(
                    "name two contracts, the old one and the new one, or else a --history alone");
        }
        if (contracts.equals(List.of("-", "-"))) {
            throw new InvalidInputException(
                    "standard input is one contract; name the other, such as: loupe diff old.json -");
        }
        LocalDateTime now = LocalDateTime.ofInstant(
                        CommandEnvironment.of("", 0).clock().instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
        Diff.Options options =
                gate.at(now.toLocalDate().toString(), spec.commandLine().getErr());
        DiffReports reports = new DiffReports(LoupeVersion.number(), now.toString(), Terminal.columns());
        DocumentLoader sources = new DocumentLoader(Path.of(""), System.in, trust());
        DocumentFinder sets = new DocumentFinder(sources);
        if (history != null) {
            List<String> unreadable = new ArrayList<>();
            Iterator<Document> revisions = sets.revisions(history).stream()
                    .map(name -> readable(name, sources, unreadable))
                    .filter(Objects::nonNull)
                    .iterator();
            int code = timeline(History.of(revisions, options, againstLastGood), reports);
            return unreadable.isEmpty() ? code : worse(code, ExitCode.USAGE);
        }
        Optional<Pairing> pairs = sets.pairs(contracts.get(0), contracts.get(1));
        return pairs.isPresent()
                ? all(pairs.get(), pair -> compared(pair, sources, options), reports)
                : one(Diff.compare(sources.read(contracts.get(0)), sources.read(contracts.get(1)), options), reports);
    }

    /** A revision that cannot be read is told and left out: the others have their history without it. */
    private @Nullable Document readable(String name, DocumentLoader sources, List<String> unreadable) {
        try {
            return sources.read(name);
        } catch (SourceException | ContractException fault) {
            unreadable.add(name);
            error("left out of the history: " + fault.getMessage());
            return null;
        }
    }

    private @Nullable SSLContext trust() {
        try {
            return authority == null ? null : CertificateAuthority.trusting(authority);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidInputException("--ca: " + unusable.getMessage(), unusable);
        }
    }

    private int one(DiffResult comparison, DiffReports reports) {
        if (out != null) {
            Path folder = out;
            writing(folder, () -> reports.writeAll(comparison, folder));
        }
        print(reports.render(format, comparison));
        return comparison.exitCode(gate.failOn);
    }

    /** Pairs are read, compared and let go one by one, on every processor; what is said is said in their order. */
    private int all(Pairing pairing, Function<Pairing.Pair, DiffPairResult> work, DiffReports reports) {
        boolean gone = !pairing.onlyOld().isEmpty() && gate.failOn.fails(DiffResult.Verdict.BREAKING);
        int[] code = {gone ? ExitCode.BROKEN : ExitCode.GOOD};
        writing(out, () -> {
            try (SeriesReport report = reports.series(format, this::print, out)) {
                int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
                OrderedTasks.each(pairing.pairs(), workers, work, result -> {
                    code[0] = worse(code[0], tell(result, reports));
                    report.add(result);
                });
                SeriesSummary summary = report.finish(pairing.onlyOld(), pairing.onlyNew());
                code[0] = summary.stale().isEmpty() ? code[0] : worse(code[0], ExitCode.BROKEN);
            }
        });
        pairing.onlyOld()
                .forEach(name ->
                        error(name + ": is in OLD and not in NEW: a contract that is gone breaks all its clients"));
        return code[0];
    }

    private static DiffPairResult compared(Pairing.Pair pair, DocumentLoader sources, Diff.Options options) {
        try {
            DiffResult comparison = Diff.compare(sources.read(pair.old()), sources.read(pair.next()), options);
            return new DiffPairResult.Compared(pair.name(), comparison);
        } catch (SourceException | ContractException unreadable) {
            return new DiffPairResult.Failed(pair.name(), String.valueOf(unreadable.getMessage()), false);
        } catch (RuntimeException | StackOverflowError fault) {
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            return new DiffPairResult.Failed(pair.name(), "a fault of ours: " + trace, true);
        }
    }

    /** Writes and says what the report of all does not, and tells how this pair alone would end. */
    private int tell(DiffPairResult result, DiffReports reports) {
        return switch (result) {
            case DiffPairResult.Compared(String name, DiffResult comparison) -> {
                if (out != null) {
                    reports.writePair(name, comparison, out);
                }
                yield comparison.withoutStale().exitCode(gate.failOn);
            }
            case DiffPairResult.Failed(String name, String why, boolean ours) -> {
                error(name + ": " + why + (ours ? "Please report it: " + LoupeCommand.REPORT_TO : ""));
                yield ours ? ExitCode.FAULT : ExitCode.USAGE;
            }
        };
    }

    private void error(String message) {
        spec.commandLine().getErr().println("loupe: " + message);
    }

    private int timeline(History steps, DiffReports reports) {
        if (out != null) {
            Path folder = out;
            writing(folder, () -> reports.writeAll(steps, folder));
        }
        print(reports.render(format, steps));
        int code = ExitCode.GOOD;
        for (History.Step step : steps.steps()) {
            code = worse(code, step.comparison().exitCode(gate.failOn));
        }
        return code;
    }

    /** A fault of ours is never hidden; what is broken outweighs what could not be read, and that what is inconclusive. */
    private static int worse(int one, int other) {
        for (int code : new int[] {ExitCode.FAULT, ExitCode.BROKEN, ExitCode.USAGE, ExitCode.INCONCLUSIVE}) {
            if (one == code || other == code) {
                return code;
            }
        }
        return ExitCode.GOOD;
    }

    private void print(String report) {
        if (!quiet) {
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.print(report);
            stdout.flush();
        }
    }

    private static void writing(@Nullable Path folder, Runnable writer) {
        try {
            writer.run();
        } catch (UncheckedIOException notWritable) {
            throw new InvalidInputException(
                    "--out " + folder + " cannot be written: " + InvalidInputException.why(notWritable)
                            + "; name a directory that can, with room on its disk",
                    notWritable);
        }
    }
}
