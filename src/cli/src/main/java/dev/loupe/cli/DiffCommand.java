package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.Score;
import dev.loupe.diff.history.History;
import dev.loupe.diff.source.DocumentFinder;
import dev.loupe.diff.source.DocumentFinder.Pairing;
import dev.loupe.diff.source.DocumentLoader;
import dev.loupe.diff.source.SourceException;
import dev.loupe.engine.OrderedParallel;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.live.CertificateAuthority;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.report.DiffReports;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.diff.ScoreReport;
import dev.loupe.report.series.DiffPairResult;
import dev.loupe.report.series.SeriesReport;
import dev.loupe.report.series.SeriesSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/** {@code loupe diff}: compares contracts. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the changes between two contracts and which clients they break.",
            "Each breaking change is proven with an example message (witness) where one exists."
        },
        footerHeading = "%n",
        footer = {
            "A removal that the old contract announced is not breaking from its date on:",
            "'x-sunset: 2026-12-31' in the schema or operation.",
            "",
            "Examples:",
            "  loupe diff openapi/gemma-3.json openapi/gemma-3-27b.json",
            "  loupe diff main:openapi/gemma-3.json openapi/gemma-3.json",
            "  loupe diff openapi/gemma-3.json https://example.com/gemma-3.json",
            "  loupe diff main:openapi openapi --fail-on risky --format github",
            "  loupe diff 'old/*.json' 'new/*.json' --out diff-report",
            "  loupe diff old.json new.json --recordings recordings/ --only-used",
            "  loupe diff --score openapi/gemma-3.json openapi/gemma-3n.json",
            "  loupe diff --history 'revisions/*.json' --out history-report",
        })
class DiffCommand implements Callable<Integer> {
    /** Memory of a pair, estimated high, so that few are compared ahead of the report. */
    private static final int PAIR_BYTES = 1 << 20;

    @Parameters(
            paramLabel = "OLD NEW",
            arity = "0..2",
            description =
                    "The old and the new contract: a file, an https URL, REVISION:path in git, or - for standard input."
                            + " Or two directories or quoted globs; files with the same relative path are compared.")
    List<String> contracts = List.of();

    @Option(
            names = "--history",
            paramLabel = "DIR|GLOB",
            description =
                    "Compare consecutive revisions of one contract, sorted by file name, instead of two contracts."
                            + " The exit code is the worst of all steps; --fail-on none makes it 0.")
    @Nullable
    String history;

    @Option(
            names = "--against-last-good",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "With --history: when another API was published under the name of the contract for some revisions,"
                            + " compare the next revision with the last one before. Default: yes.")
    boolean againstLastGood = true;

    @Option(
            names = "--score",
            description = "Count how much of OLD is served by NEW instead of listing changes: operations, parameters,"
                    + " properties of requests and of responses. Formats: text, json.")
    boolean score;

    @Mixin
    DiffGateOptions gate = new DiffGateOptions();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file of the certificate authorities to trust for https, instead of those of Java.")
    @Nullable
    Path authority;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "References to files in this directory are followed, other references are not."
                    + " Default: the directory of the contract; of two directories: each of them.")
    @Nullable
    Path root;

    @Option(names = "--out", paramLabel = "DIR", description = "Directory for reports in every format.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Format of standard output: text, json, markdown, github (annotations), sarif, junit, html."
                    + " Default: text.")
    DiffFormat format = DiffFormat.TEXT;

    @Option(names = "--quiet", description = "Print errors only.")
    boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        if (history != null ? !contracts.isEmpty() : contracts.size() != 2) {
            throw new InvalidInputException("give two contracts, OLD and NEW, or --history without contracts");
        }
        if (contracts.equals(List.of("-", "-"))) {
            throw new InvalidInputException(
                    "OLD and NEW cannot both be standard input (example: loupe diff old.json -)");
        }
        LocalDateTime now = LocalDateTime.ofInstant(
                        ProcessEnvironment.of("", 0).clock().instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
        Diff.Options options =
                gate.at(now.toLocalDate().toString(), spec.commandLine().getErr());
        DiffReports reports = new DiffReports(ProcessEnvironment.version(), now.toString(), Terminal.columns());
        DocumentLoader loader = new DocumentLoader(Path.of(""), System.in, trust());
        DocumentFinder finder = new DocumentFinder(loader);
        if (history != null) {
            List<String> unreadable = new ArrayList<>();
            Iterator<Document> revisions = finder.revisions(history).stream()
                    .map(name -> readOrReport(name, loader, unreadable))
                    .filter(Objects::nonNull)
                    .iterator();
            int code = reportHistory(History.of(revisions, options, againstLastGood), reports);
            return unreadable.isEmpty() ? code : worst(code, ExitCode.USAGE);
        }
        if (score) {
            return score(loader);
        }
        Optional<Pairing> pairs = finder.pairs(contracts.get(0), contracts.get(1));
        return pairs.isPresent()
                ? reportPairs(pairs.get(), pair -> compare(pair, loader, options), reports)
                : report(
                        Diff.compare(loader.read(contracts.get(0), root), loader.read(contracts.get(1), root), options),
                        reports);
    }

    private int score(DocumentLoader loader) {
        if (format != DiffFormat.TEXT && format != DiffFormat.JSON) {
            throw new InvalidInputException("--score has the formats text and json");
        }
        Score counted = Score.of(loader.read(contracts.get(0), root), loader.read(contracts.get(1), root));
        int columns = Terminal.columns();
        print(format == DiffFormat.JSON ? ScoreReport.json(counted) : ScoreReport.text(counted, columns));
        return ExitCode.SUCCESS;
    }

    /** Null for a revision that cannot be read: an error is printed and the others are compared without it. */
    private @Nullable Document readOrReport(String name, DocumentLoader loader, List<String> unreadable) {
        try {
            return loader.read(name, root);
        } catch (SourceException | ContractException failure) {
            unreadable.add(name);
            error("skipped in the history: " + failure.getMessage());
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

    private int report(DiffResult comparison, DiffReports reports) {
        if (out != null) {
            Path folder = out;
            withOutputErrors(folder, () -> reports.writeAll(comparison, folder));
        }
        print(reports.render(format, comparison));
        return comparison.exitCode(gate.failOn);
    }

    /** Compares pairs on every processor and reports them in their order. A pair is not kept after it is reported. */
    private int reportPairs(Pairing pairing, Function<Pairing.Pair, DiffPairResult> work, DiffReports reports) {
        boolean removed = !pairing.onlyOld().isEmpty() && gate.failOn.fails(DiffResult.Verdict.BREAKING);
        int[] code = {removed ? ExitCode.FAILURE : ExitCode.SUCCESS};
        withOutputErrors(out, () -> {
            try (SeriesReport report = reports.series(format, this::print, out)) {
                int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
                new OrderedParallel(workers).run(pairing.pairs().iterator(), pair -> PAIR_BYTES, work, result -> {
                    code[0] = worst(code[0], reportPair(result, reports));
                    report.add(result);
                });
                SeriesSummary summary = report.finish(pairing.onlyOld(), pairing.onlyNew());
                code[0] = summary.stale().isEmpty() ? code[0] : worst(code[0], ExitCode.FAILURE);
            }
        });
        pairing.onlyOld()
                .forEach(name -> error(name + ": in OLD but not in NEW: removing a contract breaks all its clients"));
        return code[0];
    }

    /** The directory whose files may be read: the compared one, else that of each contract. */
    private @Nullable Path rootOf(String contract) {
        return root == null && Files.isDirectory(Path.of(contract)) ? Path.of(contract) : root;
    }

    private DiffPairResult compare(Pairing.Pair pair, DocumentLoader loader, Diff.Options options) {
        try {
            DiffResult comparison = Diff.compare(
                    loader.read(pair.old(), rootOf(contracts.get(0))),
                    loader.read(pair.next(), rootOf(contracts.get(1))),
                    options);
            return new DiffPairResult.Compared(pair.name(), comparison);
        } catch (SourceException | ContractException unreadable) {
            return new DiffPairResult.Failed(pair.name(), String.valueOf(unreadable.getMessage()), false);
        } catch (RuntimeException | StackOverflowError error) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            return new DiffPairResult.Failed(pair.name(), "internal error: " + trace, true);
        }
    }

    /** Writes the report of one pair and prints its error. Returns the exit code of this pair alone. */
    private int reportPair(DiffPairResult result, DiffReports reports) {
        return switch (result) {
            case DiffPairResult.Compared(String name, DiffResult comparison) -> {
                if (out != null) {
                    reports.writePair(name, comparison, out);
                }
                yield comparison.withoutStale().exitCode(gate.failOn);
            }
            case DiffPairResult.Failed(String name, String why, boolean isInternal) -> {
                error(name + ": " + why + (isInternal ? "Please report it: " + ProcessEnvironment.issues() : ""));
                yield isInternal ? ExitCode.INTERNAL_ERROR : ExitCode.USAGE;
            }
        };
    }

    private void error(String message) {
        spec.commandLine().getErr().println("loupe: " + message);
    }

    private int reportHistory(History history, DiffReports reports) {
        if (out != null) {
            Path folder = out;
            withOutputErrors(folder, () -> reports.writeAll(history, folder));
        }
        print(reports.render(format, history));
        int code = ExitCode.SUCCESS;
        for (History.Step step : history.steps()) {
            code = worst(code, step.comparison().exitCode(gate.failOn));
        }
        return code;
    }

    /** Internal error, then breaking, then unreadable, then inconclusive. */
    private static int worst(int one, int other) {
        for (int code : new int[] {ExitCode.INTERNAL_ERROR, ExitCode.FAILURE, ExitCode.USAGE, ExitCode.INCONCLUSIVE}) {
            if (one == code || other == code) {
                return code;
            }
        }
        return ExitCode.SUCCESS;
    }

    private void print(String report) {
        if (!quiet) {
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.print(report);
            stdout.flush();
        }
    }

    private static void withOutputErrors(@Nullable Path folder, Runnable writer) {
        try {
            writer.run();
        } catch (UncheckedIOException notWritable) {
            throw new InvalidInputException(
                    "--out: cannot write to " + folder + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a writable directory on a disk with free space",
                    notWritable);
        }
    }
}
