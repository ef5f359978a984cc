package dev.loupe.cli;

import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.rules.LintRules;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe lint}: the defects of OpenAPI documents themselves. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Finds the defects of OpenAPI documents themselves, whatever any server does.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe lint openapi/gemma-3.json",
            "  loupe lint openapi/ --out lint-reports",
            "  loupe lint 'specs/**/*.yaml' --format github",
            "  loupe lint openapi/gemma-3.json --checks 'lint.stream-*'",
        })
class LintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPEC", arity = "1..*", description = "OpenAPI documents: files, folders, globs.")
    List<String> specs = List.of();

    @Option(names = "--baseline", paramLabel = "FILE", description = "Findings that are accepted, each with a reason.")
    @Nullable
    Path baseline;

    @Option(
            names = "--checks",
            paramLabel = "GLOB",
            description = "Run only the rules whose id matches, such as 'lint.stream-*'.")
    @Nullable
    String checks;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        List<Path> files = SpecFiles.of(specs);
        ProviderProfile nobody = ProviderProfiles.named("openai").orElseThrow();
        LintInput subjects = new LintInput(nobody);
        RunPlan plan = plan(subjects, CommandEnvironment.of(String.join(", ", specs), 0));
        return output.conclude(
                journal -> run(plan, files, subjects, journal),
                spec.commandLine().getOut());
    }

    private Run run(RunPlan plan, List<Path> files, LintInput subjects, Path journal) {
        try (ProgressOutput progress = ProgressOutput.of("lint", output.quiet)) {
            RunInput<Path> records = new RunInput<>(files.iterator(), subjects::read, LintCommand::weight);
            return RunEngine.of(
                    plan,
                    records,
                    journal,
                    (ExchangeResult row) -> {
                        subjects.done(row.id().value());
                        progress.saw(row);
                    },
                    List::of);
        }
    }

    /** A document that is taken apart, with its lines and its schemas, is many times as large as its file. */
    private static int weight(Path file) {
        long size = file.toFile().length();
        return (int) Math.min(size * 8, Integer.MAX_VALUE);
    }

    private RunPlan plan(LintInput subjects, RunEnvironment setting) {
        Baseline accepted = JudgingOptions.acceptedFindings(
                baseline, LintRules.all().stream().map(LintRule::info).toList());
        RunPlan plan = RunPlan.of(subjects.checks(), subjects.contexts(), accepted, setting);
        try {
            return checks == null ? plan : plan.only(new GlobPattern(checks));
        } catch (IllegalArgumentException noSuchRule) {
            throw new InvalidInputException(noSuchRule.getMessage(), noSuchRule);
        }
    }
}
