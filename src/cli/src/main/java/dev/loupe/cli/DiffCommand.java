package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.Score;
import dev.loupe.diff.history.History;
import dev.loupe.diff.source.DocumentFinder;
import dev.loupe.diff.source.DocumentFinder.Pairing;
import dev.loupe.diff.source.DocumentLoader;
import dev.loupe.diff.source.SourceException;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.report.DiffReports;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.diff.ScoreReport;
import java.io.PrintWriter;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe diff}: compares contracts. */
@Command(
        name = "diff",
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
            "  loupe diff old.json new.json --write-accept loupe-changes.yaml",
            "  loupe diff --score openapi/gemma-3.json openapi/gemma-3n.json",
            "  loupe diff --history 'revisions/*.json' --out history-report",
        })
class DiffCommand extends Subcommand {
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

    @Mixin
    AcceptOutput accept = new AcceptOutput();

    @Mixin
    ConnectionOptions connections = new ConnectionOptions();

    @Mixin
    ReferenceOptions references = new ReferenceOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Directory for reports in every format; it is created.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "Format of standard output: text, json, markdown, github (annotations), sarif, codequality, junit, html."
                            + " Default: text.")
    DiffFormat format = DiffFormat.TEXT;

    @Option(names = "--quiet", description = "Print errors only.")
    boolean quiet;

    @Override
    public Integer call() {
        if (history != null ? !contracts.isEmpty() : contracts.size() != 2) {
            throw new InvalidInputException("give two contracts, OLD and NEW, or --history without contracts");
        }
        if (contracts.equals(List.of("-", "-"))) {
            throw new InvalidInputException(
                    "OLD and NEW cannot both be standard input (example: loupe diff old.json -)");
        }
        accept.requireNoInput(contracts);
        OutputOptions.requireOutside(out, contracts, "specs");
        if (out != null) {
            Path folder = out;
            withOutputErrors(folder, () -> DiffReports.deleteEarlier(folder));
        }
        int code = compare();
        accept.write(err());
        return code;
    }

    private int compare() {
        LocalDateTime now = LocalDateTime.ofInstant(
                        ProcessEnvironment.of("", 0).clock().instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
        Diff.Options options = gate.at(now.toLocalDate().toString(), err());
        DiffReports reports = new DiffReports(ProcessEnvironment.version(), now.toString(), Terminal.columns());
        ReferenceScope scope = references.scope(connections);
        DocumentLoader loader = new DocumentLoader(Path.of(""), System.in, connections.settings());
        DocumentFinder finder = new DocumentFinder(loader);
        if (history != null) {
            List<String> unreadable = new ArrayList<>();
            Iterator<Document> revisions = finder.revisions(history).stream()
                    .map(name -> readOrReport(name, loader, scope, unreadable))
                    .filter(Objects::nonNull)
                    .iterator();
            int code = report(History.of(revisions, options, againstLastGood), options, reports);
            return unreadable.isEmpty() ? code : DiffPairs.worst(code, ExitCode.USAGE);
        }
        if (score) {
            return score(loader, scope);
        }
        Optional<Pairing> pairs = finder.pairs(contracts.get(0), contracts.get(1));
        return pairs.isPresent()
                ? new DiffPairs(this, loader, scope, options, reports).report(pairs.get())
                : report(
                        Diff.compare(
                                loader.read(contracts.get(0), scope), loader.read(contracts.get(1), scope), options),
                        options,
                        reports);
    }

    private int score(DocumentLoader loader, ReferenceScope scope) {
        if (format != DiffFormat.TEXT && format != DiffFormat.JSON) {
            throw new InvalidInputException("--score has the formats text and json");
        }
        Score counted = Score.of(loader.read(contracts.get(0), scope), loader.read(contracts.get(1), scope));
        int columns = Terminal.columns();
        print(format == DiffFormat.JSON ? ScoreReport.json(counted) : ScoreReport.text(counted, columns));
        return ExitCode.SUCCESS;
    }

    /** Null for a revision that cannot be read: an error is printed and the others are compared without it. */
    private @Nullable Document readOrReport(
            String name, DocumentLoader loader, ReferenceScope scope, List<String> unreadable) {
        try {
            return loader.read(name, scope);
        } catch (SourceException | ContractException failure) {
            unreadable.add(name);
            error("skipped in the history: " + failure.getMessage());
            return null;
        }
    }

    private int report(DiffResult comparison, Diff.Options options, DiffReports reports) {
        accept.add(comparison, options, gate.failOn);
        if (out != null) {
            Path folder = out;
            withOutputErrors(folder, () -> reports.writeAll(comparison, folder));
        }
        print(reports.render(format, comparison));
        return comparison.exitCode(gate.failOn);
    }

    void error(String message) {
        err().println("loupe: " + message);
    }

    private int report(History history, Diff.Options options, DiffReports reports) {
        if (out != null) {
            Path folder = out;
            withOutputErrors(folder, () -> reports.writeAll(history, folder));
        }
        print(reports.render(format, history));
        int code = ExitCode.SUCCESS;
        for (History.Step step : history.steps()) {
            accept.add(step.comparison(), options, gate.failOn);
            code = DiffPairs.worst(code, step.comparison().exitCode(gate.failOn));
        }
        return code;
    }

    void print(String report) {
        if (!quiet) {
            PrintWriter stdout = out();
            stdout.print(report);
            stdout.flush();
        }
    }

    static void withOutputErrors(@Nullable Path folder, Runnable writer) {
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
