package dev.loupe.cli;

import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintRules;
import dev.loupe.provider.Provider;
import dev.loupe.provider.Providers;
import dev.loupe.verdict.Baseline;
import dev.loupe.verdict.Examination;
import dev.loupe.verdict.Glob;
import dev.loupe.verdict.Plan;
import dev.loupe.verdict.Records;
import dev.loupe.verdict.Row;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Setting;
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
        Provider nobody = Providers.named("openai").orElseThrow();
        SpecSubjects subjects = new SpecSubjects(nobody);
        Plan plan = plan(subjects, Settings.of(String.join(", ", specs), 0));
        return output.conclude(
                journal -> run(plan, files, subjects, journal),
                spec.commandLine().getOut());
    }

    private Run run(Plan plan, List<Path> files, SpecSubjects subjects, Path journal) {
        try (Progress progress = Progress.of("lint", output.quiet)) {
            Records<Path> records = new Records<>(files.iterator(), subjects::read, LintCommand::weight);
            return Examination.of(
                    plan,
                    records,
                    journal,
                    (Row row) -> {
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

    private Plan plan(SpecSubjects subjects, Setting setting) {
        Baseline accepted = JudgingOptions.acceptedFindings(
                baseline, LintRules.all().stream().map(LintRule::info).toList());
        Plan plan = Plan.of(subjects.checks(), subjects.contexts(), accepted, setting);
        try {
            return checks == null ? plan : plan.only(new Glob(checks));
        } catch (IllegalArgumentException noSuchRule) {
            throw new InputFault(noSuchRule.getMessage(), noSuchRule);
        }
    }
}
