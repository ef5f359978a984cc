package dev.loupe.cli;

import dev.loupe.check.Check;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContextResolver;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineException;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ProviderResolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What exchanges are judged against: the options that every judging command has. */
class JudgingOptions {
    private static final String NONE = "none";

    @Option(
            names = "--contract",
            paramLabel = "NAME|PATH",
            description =
                    "Hold every exchange to this contract; 'none' for semantic checks alone. A file is corrected by"
                            + " the overlays beside it and the conventions of this API. Default: the contract whose"
                            + " models include the requested one.")
    @Nullable
    String contract;

    @Option(
            names = "--provider",
            paramLabel = "NAME|PATH",
            description = "Provider profile. Default: the one that the recording names, else the one of the host, else"
                    + " openai-compatible. For an unknown name, provider-specific checks are skipped.")
    @Nullable
    String provider;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Findings that are accepted, each with a reason.")
    @Nullable
    Path baseline;

    @Option(
            names = "--checks",
            paramLabel = "GLOB",
            description = "Run only the checks whose id matches, such as 'usage.*'.")
    @Nullable
    String checks;

    /** How a run with these options judges what it asks for itself. */
    RunPlan plan(RunEnvironment setting) {
        return plan(setting, List.of());
    }

    /** How a run over these paths with these options judges. */
    RunPlan plan(RunEnvironment setting, List<String> paths) {
        RunPlan plan = RunPlan.of(Checks.all(), contexts(), acceptedFindings(), setting)
                .seen(RerunOptions.of(paths, given()));
        try {
            return checks == null ? plan : plan.only(new GlobPattern(checks));
        } catch (IllegalArgumentException noSuchCheck) {
            throw new InvalidInputException(noSuchCheck.getMessage(), noSuchCheck);
        }
    }

    /** What was said, for a command that shows a finding again. */
    private List<String> given() {
        List<String> given = new ArrayList<>();
        if (contract != null) {
            given.addAll(List.of("--contract", contract));
        }
        if (provider != null) {
            given.addAll(List.of("--provider", provider));
        }
        return given;
    }

    Baseline acceptedFindings() {
        return acceptedFindings(baseline, Checks.all().stream().map(Check::info).toList());
    }

    /** What a baseline accepts. */
    static Baseline acceptedFindings(@Nullable Path file, List<CheckInfo> known) {
        try {
            return file == null ? Baseline.none() : Baseline.read(file, known);
        } catch (BaselineException unusable) {
            throw new InvalidInputException("--baseline: " + unusable.getMessage(), unusable);
        }
    }

    private ContextResolver contexts() {
        ContractResolver contexts = contract == null
                ? ContractResolver.byModel()
                : NONE.equals(contract)
                        ? ContractResolver.withoutContract()
                        : ContractResolver.fixed(schemas(contract)).requiringOperation();
        return provider == null ? contexts : contexts.withProvider(provider(provider));
    }

    static ContractSchemas schemas(String nameOrPath) {
        try {
            return ContractResolver.find(nameOrPath);
        } catch (ContractException unusable) {
            throw new InvalidInputException("--contract: " + unusable.getMessage(), unusable);
        }
    }

    /** A provider by name or by file. */
    static ProviderProfile provider(String nameOrPath) {
        try {
            return ProviderResolver.find(nameOrPath);
        } catch (ProviderProfiles.BadProvider unusable) {
            throw new InvalidInputException("--provider: " + unusable.getMessage(), unusable);
        }
    }
}
