package dev.loupe.cli;

import dev.loupe.serve.ReferenceProvider;
import dev.loupe.serve.ServeDialect;
import dev.loupe.serve.ServeOptions;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loupe serve}: the reference provider. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serves the reference provider: it obeys the corrected contracts, or breaks one thing on purpose. Any"
                        + " key will do, except one that begins with 'invalid'.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe serve",
            "  loupe serve --port 8080 --latency 200ms --tokens-per-second 40",
            "  loupe serve --fault usage.total-off-by-one",
            "  loupe serve --list-faults",
        })
class ServeCommand implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8080", description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--dialect",
            defaultValue = "aimlapi",
            description = "Whose error bodies and habits: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    ServeDialect dialect = ServeDialect.AIMLAPI;

    @Option(names = "--fault", paramLabel = "ID", description = "Break this on purpose; --list-faults names them.")
    @Nullable
    String fault;

    @Option(names = "--list-faults", description = "List the faults and what they do.")
    boolean listFaults;

    @Option(
            names = "--latency",
            converter = DurationParser.class,
            defaultValue = "0ms",
            description = "Wait before an answer, such as 200ms.")
    Duration latency = Duration.ZERO;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "Pace streams, such as 40.")
    double tokensPerSecond;

    @Option(names = "--seed", defaultValue = "0", description = "Another seed, other texts. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (listFaults) {
            Faults.all().forEach(one -> out.println(one.id() + "\n    " + one.does()));
            return ExitCode.GOOD;
        }
        try (InterruptHandler ctrlC = InterruptHandler.awaited();
                ReferenceProvider provider = start()) {
            out.println("serving " + provider.url() + (fault == null ? "" : " with the fault " + fault));
            out.println("try: curl " + provider.url() + "/v1/models -H 'Authorization: Bearer any'");
            out.println("Ctrl-C ends it");
            out.flush();
            ctrlC.await();
        }
        return ExitCode.GOOD;
    }

    private ReferenceProvider start() {
        ServeOptions options =
                ServeOptions.defaults().host(host).port(port).dialect(dialect).seed(seed);
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
        } catch (RuntimeException notListening) {
            throw new InvalidInputException(
                    "cannot listen on " + host + ":" + port + " (" + notListening.getMessage()
                            + "); --port 0 takes any free port",
                    notListening);
        }
    }

    private static Fault named(String id) {
        return Faults.named(id).orElseThrow(() -> {
            String area = id.replaceAll("\\..*", ".");
            List<String> near = Faults.all().stream()
                    .map(Fault::id)
                    .filter(one -> one.startsWith(area))
                    .toList();
            return new InvalidInputException("there is no fault '" + id + "'; "
                    + (near.isEmpty() ? "--list-faults names them" : "there are " + String.join(", ", near)));
        });
    }
}
