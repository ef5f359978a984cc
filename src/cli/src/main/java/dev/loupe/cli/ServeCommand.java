package dev.loupe.cli;

import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.serve.ReferenceProvider;
import dev.loupe.serve.ServeDialect;
import dev.loupe.serve.ServeOptions;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loupe serve}: starts the reference provider. */
@Command(
        name = "serve",
        description = {
            "Starts the reference provider.",
            "Its responses conform to the corrected contracts, except for the named fault given with --fault. Any API"
                    + " key is accepted that does not begin with 'invalid'."
        },
        footer = {
            "  loupe serve",
            "  loupe serve --port 8080 --latency 200ms --tokens-per-second 40",
            "  loupe serve --contract openapi.yaml",
            "  loupe serve --fault usage.total-off-by-one",
            "  loupe serve --list-faults",
        })
class ServeCommand extends Subcommand {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port to listen on; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--contract",
            paramLabel = "NAME|PATH|URL",
            description = "Contract to serve: a built-in name, or the path or URL of an OpenAPI document with a POST"
                    + " operation whose JSON body has messages and an enum of models. Default: the Gemma contracts.")
    @Nullable
    String contract;

    @Mixin
    ReferenceOptions references = new ReferenceOptions();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            completionCandidates = Dialects.class,
            description = "Provider to imitate in error bodies and streams: ${COMPLETION-CANDIDATES}. Default: aimlapi;"
                    + " openai for an OpenAPI document of one's own.")
    @Nullable
    String dialect;

    /** The providers that can be imitated. */
    static final class Dialects implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ServeDialect.names().iterator();
        }
    }

    @Option(
            names = "--fault",
            paramLabel = "ID",
            description = "Deviate from the contract with this named fault; --list-faults lists them.")
    @Nullable
    String fault;

    @Option(names = "--list-faults", description = "List the named faults and their effects.")
    boolean listFaults;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = DurationParser.class,
            defaultValue = "0ms",
            description = "Time to wait before each response, for example 200ms.")
    Duration latency = Duration.ZERO;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "Speed of streaming responses, for example 40. Default: unlimited.")
    double tokensPerSecond;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of the generated texts. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Override
    public Integer call() {
        PrintWriter out = out();
        if (listFaults) {
            Faults.all().forEach(one -> out.println(one.id() + "\n    " + one.description()));
            return ExitCode.SUCCESS;
        }
        if (!(tokensPerSecond >= 0 && tokensPerSecond < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(
                    "--tokens-per-second: " + tokensPerSecond + " is not a speed (example: 40; 0 is unlimited)");
        }
        try (InterruptHandler ctrlC = InterruptHandler.install();
                ReferenceProvider provider = start()) {
            out.println("serving " + provider.url() + (fault == null ? "" : " with fault " + fault));
            out.println("try: curl " + provider.url() + "/v1/models -H 'Authorization: Bearer any'");
            out.println("press Ctrl-C to stop");
            out.flush();
            ctrlC.await();
        }
        return ExitCode.SUCCESS;
    }

    private static ServeDialect dialect(String dialect) {
        String name = dialect.toLowerCase(Locale.ROOT);
        if (!ServeDialect.names().contains(name) && !Files.exists(Path.of(dialect))) {
            throw new InvalidInputException("--dialect: '" + dialect + "' is neither a file nor a known dialect"
                    + NameSuggestion.orList(dialect, ServeDialect.names()));
        }
        ProviderProfile profile = JudgingOptions.provider(ServeDialect.names().contains(name) ? name : dialect);
        return ServeDialect.of(profile)
                .orElseThrow(() -> new InvalidInputException("--dialect: the profile " + profile.name()
                        + " has no section reference-provider; profiles with one: "
                        + String.join(", ", ServeDialect.names())));
    }

    private ServeOptions contracts() {
        if (contract == null) {
            return ServeOptions.defaults();
        }
        Contract served = JudgingOptions.schemas(contract, references, new ConnectionOptions(), null)
                .contract();
        return options(served);
    }

    /** Options for a contract; a document of one's own has the errors of the protocol's own provider. */
    static ServeOptions options(Contract contract) {
        ServeOptions options = ServeOptions.of(List.of(contract));
        return Contracts.named(contract.name()).isPresent() ? options : options.dialect(ServeDialect.named("openai"));
    }

    private ReferenceProvider start() {
        if (port < 0 || port > 65_535) {
            throw new InvalidInputException("--port: " + port + " is not a port: 0 (any free port) to 65535");
        }
        ServeOptions options = contracts().host(host).port(port).seed(seed);
        if (dialect != null) {
            options = options.dialect(dialect(dialect));
        }
        if (!latency.isZero()) {
            options = options.latency(latency);
        }
        if (tokensPerSecond > 0) {
            options = options.tokensPerSecond(tokensPerSecond);
        }
        if (fault != null) {
            options = options.fault(named(fault));
        }
        try {
            return ReferenceProvider.start(options);
        } catch (ContractException unusable) {
            throw new InvalidInputException("--contract: " + unusable.getMessage(), unusable);
        } catch (RuntimeException notListening) {
            throw new InvalidInputException(
                    "cannot listen on " + host + ":" + port + ": " + notListening.getMessage()
                            + "; choose another --host, or another --port (0 for any free port)",
                    notListening);
        }
    }

    private static Fault named(String id) {
        return Faults.named(id).orElseThrow(() -> {
            String suggestion =
                    NameSuggestion.of(id, Faults.all().stream().map(Fault::id).toList());
            if (!suggestion.isEmpty()) {
                return new InvalidInputException("--fault: unknown fault '" + id + "'" + suggestion);
            }
            String area = id.replaceAll("\\..*", ".");
            List<String> near = Faults.all().stream()
                    .map(Fault::id)
                    .filter(one -> one.startsWith(area))
                    .toList();
            return new InvalidInputException("--fault: unknown fault '" + id + "'; "
                    + (near.isEmpty() ? "--list-faults lists all" : "similar: " + String.join(", ", near)));
        });
    }
}
