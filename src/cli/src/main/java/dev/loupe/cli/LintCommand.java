package dev.loupe.cli;

import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.rules.LintRules;
import dev.loupe.openapi.ReferenceScope;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe lint}: finds defects in OpenAPI documents. */
@Command(
        name = "lint",
        description = {"Finds defects in OpenAPI documents.", "Reads documents only; sends no requests."},
        footer = {
            "  loupe lint openapi/gemma-3.json",
            "  loupe lint openapi/ --out lint-reports",
            "  loupe lint 'specs/**/*.yaml' --format github",
            "  loupe lint openapi/gemma-3.json --checks 'lint.stream-*'",
        })
class LintCommand extends Subcommand {
    @Parameters(paramLabel = "SPEC", arity = "1..*", description = "OpenAPI documents: files, directories, globs.")
    List<String> specs = List.of();

    @Option(names = "--baseline", paramLabel = "FILE", description = "File of accepted findings, each with a reason.")
    @Nullable
    Path baseline;

    @Option(
            names = "--checks",
            paramLabel = "GLOB",
            description = "Run only rules whose ID matches, for example 'lint.stream-*'.")
    @Nullable
    String checks;

    @Mixin
    ReferenceOptions references = new ReferenceOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    BaselineOutput newBaseline = new BaselineOutput();

    @Override
    public Integer call() {
        ReferenceScope scope = references.scope();
        output.requireOutside(specs, "specs");
        output.deleteEarlierReports();
        List<Path> files = SpecFiles.of(specs);
        LintInput input = new LintInput(scope);
        RunEnvironment environment = ProcessEnvironment.of(String.join(", ", specs), 0);
        RunPlan plan = plan(input, environment);
        return output.report(
                journal -> newBaseline.write(
                        run(plan, files, input, journal), baseline, this::acceptedFindings, environment.clock(), err()),
                out());
    }

    private Run run(RunPlan plan, List<Path> files, LintInput input, Path journal) {
        try (ProgressOutput progress = ProgressOutput.of("lint", output.quiet)) {
            RunInput<Path> records = new RunInput<>(files.iterator(), input::read, LintCommand::memory);
            return RunEngine.run(
                    plan,
                    records,
                    journal,
                    (ExchangeResult row) -> {
                        input.done(row.id().value());
                        progress.judged(row);
                    },
                    input::incomplete);
        }
    }

    /** Bytes in memory: a parsed document with line numbers and schemas is many times as large as its file. */
    private static int memory(Path file) {
        long size = file.toFile().length();
        return (int) Math.min(size * 8, Integer.MAX_VALUE);
    }

    private Baseline acceptedFindings() {
        return JudgingOptions.acceptedFindings(
                baseline, LintRules.all().stream().map(LintRule::info).toList());
    }

    private RunPlan plan(LintInput input, RunEnvironment environment) {
        Baseline accepted = JudgingOptions.acceptedFindings(
                baseline, LintRules.all().stream().map(LintRule::info).toList());
        RunPlan plan = RunPlan.of(input.checks(), input.contexts(), accepted, environment)
                .withRerun(RerunOptions.of(List.of(), references.options()));
        try {
            return checks == null ? plan : plan.only(new GlobPattern(checks));
        } catch (IllegalArgumentException noSuchRule) {
            throw new InvalidInputException(
                    "--checks: " + noSuchRule.getMessage()
                            + NameSuggestion.of(
                                    String.valueOf(checks),
                                    LintRules.all().stream()
                                            .map(rule -> rule.info().id())
                                            .toList()),
                    noSuchRule);
        }
    }
}
