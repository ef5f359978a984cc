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

/** What exchanges are judged against: the options that every judging command has. */
class JudgingOptions {
    private static final String NONE = "none";
    private static final String CHAT = "/v1/chat/completions";

    @Option(
            names = "--contract",
            paramLabel = "NAME|PATH",
            description =
                    "Hold every exchange to this contract; 'none' for semantic checks alone. A file is corrected by"
                            + " the overlays beside it and the conventions of this API. Default: the contract whose"
                            + " models include the one that is asked for.")
    @Nullable
    String contract;

    @Option(
            names = "--provider",
            paramLabel = "NAME|PATH",
            description =
                    "Whose dialect the answers speak. Default: the one that the recording names or was sent to, else"
                            + " openai. Of one that is not known, only what holds for all is judged.")
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

    /** What a baseline accepts; an entry for what nothing checks would accept nothing for ever. */
    static Baseline acceptedFindings(@Nullable Path file, List<CheckInfo> known) {
        if (file == null) {
            return Baseline.none();
        }
        Baseline accepted = Baseline.read(file);
        Set<String> ids = known.stream().map(CheckInfo::id).collect(Collectors.toSet());
        for (Baseline.Entry entry : accepted.entries()) {
            if (!ids.contains(entry.check())) {
                throw new InvalidInputException("--baseline " + file + ": there is no check " + entry.check()
                        + " here; loupe explain lists them all. Mend or remove the entry");
            }
        }
        return accepted;
    }

    private ContextResolver contexts() {
        Optional<ProviderProfile> fixedProvider = Optional.ofNullable(provider).map(JudgingOptions::provider);
        if (contract != null) {
            ContractSchemas fixed = NONE.equals(contract) ? null : schemas(contract);
            return exchange -> {
                requireOperation(fixed, exchange);
                return new CheckContext(fixed, fixedProvider.orElseGet(() -> recorded(exchange)));
            };
        }
        ConcurrentMap<String, ContractSchemas> byName = new ConcurrentHashMap<>();
        return exchange -> new CheckContext(
                asked(exchange)
                        .map(found -> byName.computeIfAbsent(found.name(), name -> ContractSchemas.of(found)))
                        .orElse(null),
                fixedProvider.orElseGet(() -> recorded(exchange)));
    }

    /** Of a chat completion a contract that has none says nothing, and it was named to say something. */
    private static void requireOperation(@Nullable ContractSchemas fixed, Exchange exchange) {
        String url = exchange.request().url();
        // a probe comes from the contract; one asks for a path that is not there on purpose
        boolean chat = exchange.probed() == null && (url.isEmpty() || url.contains("/chat/completions"));
        if (fixed != null
                && chat
                && fixed.operation(Reading.CORRECTED, "POST", url.isEmpty() ? CHAT : url)
                        .isEmpty()) {
            throw new ExchangeNotJudgedException(
                    "the contract " + fixed.contract().name() + " has no operation POST " + CHAT
                            + ", so it says nothing of this; name one that has with --contract, or say --contract none");
        }
    }

    static ContractSchemas schemas(String nameOrPath) {
        try {
            return ContractSchemas.of(ChatContracts.find(nameOrPath));
        } catch (ContractException unusable) {
            throw new InvalidInputException("--contract: " + unusable.getMessage(), unusable);
        }
    }

    /** A provider by name or by file. */
    static ProviderProfile provider(String nameOrPath) {
        Optional<ProviderProfile> named = ProviderProfiles.named(nameOrPath);
        if (named.isPresent()) {
            return named.get();
        }
        if (!Files.exists(Path.of(nameOrPath))) {
            throw new InvalidInputException("--provider: '" + nameOrPath + "' is neither a file nor one of "
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
     * Of a provider that is named and not known nothing is held against it that only its dialect could say. A recording that
     * names none is read as the provider's whose address it was sent to, else as the reference implementation's.
     */
    private static ProviderProfile recorded(Exchange exchange) {
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

    /** By name where the recording says it: a probe may leave the model out, or ask for one that is not there. */
    private static Optional<Contract> asked(Exchange exchange) {
        String name = exchange.origin().contract();
        if (name != null) {
            return Optional.of(
                    Contracts.named(name)
                            .orElseThrow(
                                    () -> new ExchangeNotJudgedException(
                                            "the recording is of the contract " + name
                                                    + ", which is not built in; say --contract PATH, or --contract none to judge without one")));
        }
        String model = exchange.request().member("model").textValue();
        return model == null ? Optional.empty() : Contracts.forModel(model);
    }
}
