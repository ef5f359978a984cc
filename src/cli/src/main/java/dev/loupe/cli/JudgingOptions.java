package dev.loupe.cli;

import dev.loupe.chat.ChatContracts;
import dev.loupe.check.Check;
import dev.loupe.check.CheckContext;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContextResolver;
import dev.loupe.engine.ExchangeNotJudgedException;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Exchange;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that decide how exchanges are judged. */
class JudgingOptions {
    private static final String NONE = "none";
    private static final String CHAT_PATH = "/v1/chat/completions";

    @Option(
            names = "--contract",
            paramLabel = "NAME|PATH",
            description =
                    "Contract for all exchanges: a built-in name, or the path of an OpenAPI document, to which overlays in"
                            + " the same directory and the conventions of chat completions are applied. 'none' runs"
                            + " only checks that need no contract. Default: the built-in contract that lists the"
                            + " requested model.")
    @Nullable
    String contract;

    @Option(
            names = "--provider",
            paramLabel = "NAME|PATH",
            description =
                    "Provider profile: a built-in name, or a file. Default: the profile that the recording names or"
                            + " that matches the URL. For an unknown provider, provider-specific checks are skipped.")
    @Nullable
    String provider;

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
                .seen(RerunOptions.of(paths, options()));
        try {
            return checks == null ? plan : plan.only(new GlobPattern(checks));
        } catch (IllegalArgumentException noSuchCheck) {
            throw new InvalidInputException(noSuchCheck.getMessage(), noSuchCheck);
        }
    }

    /** The options as given, for the command that reproduces a finding. */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (contract != null) {
            options.addAll(List.of("--contract", contract));
        }
        if (provider != null) {
            options.addAll(List.of("--provider", provider));
        }
        return options;
    }

    Baseline acceptedFindings() {
        return acceptedFindings(baseline, Checks.all().stream().map(Check::info).toList());
    }

    /** Reads a baseline. An entry with an unknown check ID is an error, because it can never match. */
    static Baseline acceptedFindings(@Nullable Path file, List<CheckInfo> known) {
        if (file == null) {
            return Baseline.none();
        }
        Baseline accepted = Baseline.read(file);
        Set<String> ids = known.stream().map(CheckInfo::id).collect(Collectors.toSet());
        for (Baseline.Entry entry : accepted.entries()) {
            if (!ids.contains(entry.check())) {
                throw new InvalidInputException("--baseline " + file + ": unknown check " + entry.check()
                        + "; correct or remove the entry ('loupe explain' lists all checks)");
            }
        }
        return accepted;
    }

    private ContextResolver contexts() {
        Optional<ProviderProfile> fixedProvider = Optional.ofNullable(provider).map(JudgingOptions::provider);
        if (contract != null) {
            ContractSchemas fixedContract = NONE.equals(contract) ? null : schemas(contract);
            return exchange -> {
                requireOperation(fixedContract, exchange);
                return new CheckContext(fixedContract, fixedProvider.orElseGet(() -> providerOf(exchange)));
            };
        }
        ConcurrentMap<String, ContractSchemas> byName = new ConcurrentHashMap<>();
        return exchange -> new CheckContext(
                contractOf(exchange)
                        .map(found -> byName.computeIfAbsent(found.name(), name -> ContractSchemas.of(found)))
                        .orElse(null),
                fixedProvider.orElseGet(() -> providerOf(exchange)));
    }

    /** A chat completion cannot be judged by an explicitly given contract that has no such operation. */
    private static void requireOperation(@Nullable ContractSchemas contract, Exchange exchange) {
        String url = exchange.request().url();
        // a probe is made from the contract; one probe requests an unknown path on purpose
        boolean chat = exchange.probed() == null && (url.isEmpty() || url.contains("/chat/completions"));
        if (contract != null
                && chat
                && contract.operation(Reading.CORRECTED, "POST", url.isEmpty() ? CHAT_PATH : url)
                        .isEmpty()) {
            throw new ExchangeNotJudgedException(
                    "contract " + contract.contract().name() + " has no operation POST " + CHAT_PATH
                            + "; choose another contract with --contract, or use --contract none");
        }
    }

    static ContractSchemas schemas(String nameOrPath) {
        try {
            return ContractSchemas.of(ChatContracts.find(nameOrPath));
        } catch (ContractException unusable) {
            throw new InvalidInputException("--contract: " + unusable.getMessage(), unusable);
        }
    }

    /** A provider profile by name or file. */
    static ProviderProfile provider(String nameOrPath) {
        Optional<ProviderProfile> named = ProviderProfiles.named(nameOrPath);
        if (named.isPresent()) {
            return named.get();
        }
        if (!Files.exists(Path.of(nameOrPath))) {
            throw new InvalidInputException(
                    "--provider: '" + nameOrPath + "' is neither a file nor a built-in profile: "
                            + String.join(
                                    ", ",
                                    ProviderProfiles.all().stream()
                                            .map(ProviderProfile::name)
                                            .toList()));
        }
        try {
            return ProviderProfiles.load(Path.of(nameOrPath));
        } catch (ProviderProfiles.BadProvider unusable) {
            throw new InvalidInputException("--provider: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * The profile that the recording names. For an unknown name, provider-specific checks are skipped. A recording without
     * a name is judged by the profile whose base URL it was sent to, else by openai.
     */
    private static ProviderProfile providerOf(Exchange exchange) {
        String name = exchange.origin().provider();
        if (name != null) {
            return ProviderProfiles.named(name).orElseGet(() -> ProviderProfiles.unknown(name));
        }
        String url = exchange.request().url();
        return ProviderProfiles.all().stream()
                .filter(known -> known.baseUrl().startsWith("https://") && url.startsWith(known.baseUrl() + "/"))
                .findFirst()
                .or(() -> ProviderProfiles.named("openai"))
                .orElseThrow();
    }

    /** The contract that the recording names, else the one that lists the model. A probe may omit the model on purpose. */
    private static Optional<Contract> contractOf(Exchange exchange) {
        String name = exchange.origin().contract();
        if (name != null) {
            return Optional.of(
                    Contracts.named(name)
                            .orElseThrow(
                                    () -> new ExchangeNotJudgedException(
                                            "the recording names contract " + name
                                                    + ", which is not built in; add --contract PATH, or --contract none to judge without a contract")));
        }
        String model = exchange.request().member("model").textValue();
        return model == null ? Optional.empty() : Contracts.forModel(model);
    }
}
