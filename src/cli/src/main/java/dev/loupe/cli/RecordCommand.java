package dev.loupe.cli;

import dev.loupe.exchange.redact.Redactor;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.serve.record.RecordingProxy;
import dev.loupe.serve.record.RecordingProxyOptions;
import dev.loupe.serve.record.RecordingProxyOptions.Labels;
import dev.loupe.serve.record.RecordingProxyOptions.Listen;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loupe record}: a recording reverse proxy. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description =
                "Listens on this machine, passes every request on, and writes each exchange down, without secrets."
                        + " Point any client at it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe record --upstream https://api.aimlapi.com --out recordings/mine",
            "  loupe record --upstream http://localhost:8000 --provider llama-cpp --out mine --port 8081",
        })
class RecordCommand implements Callable<Integer> {
    @Option(names = "--upstream", required = true, paramLabel = "URL", description = "Where requests go on to.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    URI upstream;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where recordings are written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Option(names = "--port", defaultValue = "0", description = "Where to listen. Default: any free port.")
    int port;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Whose answers these are, as recordings say it. Default: the provider that is at the upstream's"
                            + " host, else that host.")
    @Nullable
    String provider;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            defaultValue = "API_KEY",
            description = "What recordings show in place of a key. Default: ${DEFAULT-VALUE}.")
    String keyVariable = "API_KEY";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        try (InterruptHandler ctrlC = InterruptHandler.awaited()) {
            RecordingProxy recorder = start();
            try (recorder) {
                stdout.println("recording " + recorder.url() + " -> " + upstream + " into " + out + "; Ctrl-C ends it");
                stdout.flush();
                ctrlC.await();
            }
            long lost = recorder.lost();
            stdout.println(
                    recorder.written() + " exchanges recorded" + (lost == 0 ? "" : ", " + lost + " too large to be"));
            stdout.flush();
        }
        return ExitCode.GOOD;
    }

    private RecordingProxy start() {
        try {
            return RecordingProxy.start(new RecordingProxyOptions(
                    upstream,
                    out,
                    new Listen("127.0.0.1", port),
                    new Labels(provider(), null),
                    Redactor.of(keyVariable),
                    Clock.systemUTC()));
        } catch (RuntimeException notListening) {
            throw new InvalidInputException("cannot record: " + notListening.getMessage(), notListening);
        }
    }

    /** Null for the host of the upstream, of whom nothing is known then. */
    private @Nullable String provider() {
        return provider != null
                ? provider
                : ResolvedEndpoint.byHost(upstream.toString())
                        .map(ProviderProfile::name)
                        .orElse(null);
    }
}
