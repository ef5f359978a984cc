package dev.loupe.cli;

import dev.loupe.chat.ChatConventions;
import dev.loupe.check.Check;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.rules.Checks;
import dev.loupe.connection.DocumentDownload;
import dev.loupe.engine.ContextResolver;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineException;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.provider.ProviderResolver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that decide how exchanges are judged. */
class JudgingOptions {
    private static final String NONE = "none";
    private static final DocumentDownload.Limits CONTRACT_LIMITS =
            new DocumentDownload.Limits(InputLimits.BODY_BYTES, Duration.ofSeconds(30), 5);

    @Option(
            names = "--contract",
            paramLabel = "NAME|PATH|URL",
            description =
                    "Contract for all exchanges: a built-in name, or the path or URL of an OpenAPI document, to which the"
                            + " conventions of chat completions and overlays in the directory of the file are applied."
                            + " 'none' runs only checks that need no contract. Default: the built-in contract that"
                            + " lists the requested model and is of the provider; for 'run', else openai-chat, the protocol itself.")
    @Nullable
    String contract;

    @Mixin
    ReferenceOptions references = new ReferenceOptions();

    @Option(
            names = "--provider",
            paramLabel = "NAME|PATH",
            description = "Provider profile: a built-in name, or a file. Default: the profile that the recording names,"
                    + " else the one that matches the host, else openai-compatible. For an unknown name,"
                    + " provider-specific checks are skipped.")
    @Nullable
    String provider;

    /** The contract of {@link #contract} when it is loaded already. */
    @Nullable
    ContractSchemas loaded;

    /** How a contract that is named by its URL is reached. */
    ConnectionOptions connections = new ConnectionOptions();

    /** Why this provider applies, for reports. */
    String providerReason = "--provider";

    @Option(names = "--baseline", paramLabel = "FILE", description = "File of accepted findings, each with a reason.")
    @Nullable
    Path baseline;

    @Option(
            names = "--checks",
            paramLabel = "GLOB",
            description = "Run only checks whose ID matches, for example 'usage.*'.")
    @Nullable
    String checks;

    /** The plan of a run that sends its own requests. */
    RunPlan plan(RunEnvironment environment) {
        return plan(environment, List.of());
    }

    /** The plan of a run over recordings. */
    RunPlan plan(RunEnvironment environment, List<String> paths) {
        RunPlan plan = RunPlan.of(Checks.all(), contexts(), acceptedFindings(), environment)
                .withRerun(RerunOptions.of(paths, options()));
        try {
            return checks == null ? plan : plan.only(new GlobPattern(checks));
        } catch (IllegalArgumentException noSuchCheck) {
            throw new InvalidInputException(
                    "--checks: " + noSuchCheck.getMessage() + NameSuggestion.of(String.valueOf(checks), checkIds()),
                    noSuchCheck);
        }
    }

    private static List<String> checkIds() {
        return Checks.all().stream().map(check -> check.info().id()).toList();
    }

    /** The options as given, for the command that reproduces a finding. */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (contract != null) {
            options.addAll(List.of("--contract", contract));
        }
        options.addAll(references.options());
        if (provider != null) {
            options.addAll(List.of("--provider", provider));
        }
        return options;
    }

    Baseline acceptedFindings() {
        return acceptedFindings(baseline, Checks.all().stream().map(Check::info).toList());
    }

    /** Reads a baseline. */
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
                : isNone()
                        ? ContractResolver.withoutContract()
                        : ContractResolver.fixed(
                                        loaded == null ? schemas(contract, references, connections, null) : loaded)
                                .requiringOperation();
        return provider == null ? contexts : contexts.withProvider(provider(provider), providerReason);
    }

    /** Whether the contract, or what it refers to, may be on another machine. */
    boolean mayDownload() {
        return (contract != null && DocumentDownload.isAddress(contract)) || !references.hosts.isEmpty();
    }

    /** Whether exchanges are judged without a contract. */
    boolean isNone() {
        return NONE.equals(contract);
    }

    /**
     * A contract by its built-in name, its path or its URL.
     *
     * @param references the references that are followed
     * @param endpoint whose own contract may require its key; null without one
     */
    static ContractSchemas schemas(
            String name,
            ReferenceOptions references,
            ConnectionOptions connections,
            @Nullable TargetEndpoint endpoint) {
        try {
            if (!DocumentDownload.isAddress(name)) {
                return ContractResolver.find(name, references.scope(connections));
            }
            URI address = URI.create(name);
            byte[] text = new DocumentDownload(
                            connections.settings(),
                            CONTRACT_LIMITS,
                            at -> endpoint == null ? Optional.empty() : endpoint.authorization(at))
                    .fetch(address);
            return ContractSchemas.of(ChatConventions.added(
                    Contracts.load(new String(text, StandardCharsets.UTF_8), address, references.scope(connections))));
        } catch (ContractException | DocumentDownload.DownloadException | IllegalArgumentException unusable) {
            throw new InvalidInputException(
                    "--contract: " + unusable.getMessage()
                            + (DocumentDownload.isAddress(name) || Files.exists(Path.of(name))
                                    ? ""
                                    : NameSuggestion.of(name, Contracts.names())),
                    unusable);
        }
    }

    /** A provider profile by name or file. */
    static ProviderProfile provider(String nameOrPath) {
        List<String> names =
                ProviderProfiles.all().stream().map(ProviderProfile::name).toList();
        String near = NameSuggestion.of(nameOrPath, names);
        if (!near.isEmpty() && !names.contains(nameOrPath) && !Files.exists(Path.of(nameOrPath))) {
            throw new InvalidInputException(
                    "--provider: '" + nameOrPath + "' is neither a file nor a built-in provider" + near);
        }
        try {
            return ProviderResolver.find(nameOrPath);
        } catch (ProviderProfiles.BadProvider unusable) {
            throw new InvalidInputException("--provider: " + unusable.getMessage(), unusable);
        }
    }
}
