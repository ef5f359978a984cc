package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.source.DocumentFinder.Pairing;
import dev.loupe.diff.source.DocumentLoader;
import dev.loupe.diff.source.SourceException;
import dev.loupe.engine.OrderedParallel;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.report.DiffReports;
import dev.loupe.report.series.DiffPairResult;
import dev.loupe.report.series.SeriesReport;
import dev.loupe.report.series.SeriesSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code loupe diff} of two directories or globs: contracts with the same relative path are compared. */
final class DiffPairs {
    /** Memory of a pair, estimated high, so that few are compared ahead of the report. */
    private static final int PAIR_BYTES = 1 << 20;

    private final DiffCommand command;
    private final DocumentLoader loader;
    private final ReferenceScope scope;
    private final Diff.Options options;
    private final DiffReports reports;

    DiffPairs(
            DiffCommand command,
            DocumentLoader loader,
            ReferenceScope scope,
            Diff.Options options,
            DiffReports reports) {
        this.command = command;
        this.loader = loader;
        this.scope = scope;
        this.options = options;
        this.reports = reports;
    }

    /** Compares pairs on every processor and reports them in their order. A pair is not kept after it is reported. */
    int report(Pairing pairing) {
        boolean removed = !pairing.onlyOld().isEmpty() && command.gate.failOn.fails(DiffResult.Verdict.BREAKING);
        int[] code = {removed ? ExitCode.FAILURE : ExitCode.SUCCESS};
        DiffCommand.withOutputErrors(command.out, () -> {
            try (ProgressOutput progress = ProgressOutput.of(
                            "diff", command.quiet, pairing.pairs().size());
                    SeriesReport report = reports.series(command.format, command::print, command.out)) {
                int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
                new OrderedParallel(workers)
                        .run(pairing.pairs().iterator(), pair -> PAIR_BYTES, this::compare, result -> {
                            code[0] = worst(code[0], report(result));
                            report.add(result);
                            progress.step();
                        });
                SeriesSummary summary = report.finish(pairing.onlyOld(), pairing.onlyNew());
                code[0] = summary.stale().isEmpty() ? code[0] : worst(code[0], ExitCode.FAILURE);
            }
        });
        pairing.onlyOld()
                .forEach(name ->
                        command.error(name + ": in OLD but not in NEW: removing a contract breaks all its clients"));
        return code[0];
    }

    /** The directory whose files may be read: the compared one, else that of each contract. */
    private ReferenceScope scopeOf(String contract) {
        return scope.root() == null && Files.isDirectory(Path.of(contract)) ? scope.within(Path.of(contract)) : scope;
    }

    private DiffPairResult compare(Pairing.Pair pair) {
        try {
            DiffResult comparison = Diff.compare(
                    loader.read(pair.old(), scopeOf(command.contracts.get(0))),
                    loader.read(pair.next(), scopeOf(command.contracts.get(1))),
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
    private int report(DiffPairResult result) {
        return switch (result) {
            case DiffPairResult.Compared(String name, DiffResult comparison) -> {
                if (command.out != null) {
                    reports.writePair(name, comparison, command.out);
                }
                command.accept.add(comparison, options, command.gate.failOn);
                yield comparison.withoutStale().exitCode(command.gate.failOn);
            }
            case DiffPairResult.Failed(String name, String why, boolean isInternal) -> {
                command.error(
                        name + ": " + why + (isInternal ? "Please report it: " + ProcessEnvironment.issues() : ""));
                yield isInternal ? ExitCode.INTERNAL_ERROR : ExitCode.USAGE;
            }
        };
    }

    /** Internal error, then breaking, then unreadable, then inconclusive. */
    static int worst(int one, int other) {
        for (int code : new int[] {ExitCode.INTERNAL_ERROR, ExitCode.FAILURE, ExitCode.USAGE, ExitCode.INCONCLUSIVE}) {
            if (one == code || other == code) {
                return code;
            }
        }
        return ExitCode.SUCCESS;
    }
}
