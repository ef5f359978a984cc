package dev.loupe.cli;

import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderResolver;
import dev.loupe.serve.record.RecordingProxy;
import dev.loupe.serve.record.RecordingProxyOptions;
import dev.loupe.serve.record.RecordingProxyOptions.Labels;
import dev.loupe.serve.record.RecordingProxyOptions.Listen;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loupe record}: a recording reverse proxy. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Records exchanges with a reverse proxy.",
            "Listens on this machine, forwards every request to the upstream, and writes each exchange to a file with"
                    + " secrets redacted. Use the printed URL as base URL of any client."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe record --upstream https://api.aimlapi.com --out recordings/mine",
            "  loupe record --upstream http://localhost:8000 --out mine --port 8081",
        })
class RecordCommand implements Callable<Integer> {
    @Option(names = "--upstream", required = true, paramLabel = "URL", description = "Base URL to forward requests to.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    URI upstream;

    @Mixin
    RecordingOptions recordings = new RecordingOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on. Default: any free port.")
    int port;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Provider name to write to recordings. Default: the profile that matches the host of the upstream,"
                            + " else the host.")
    @Nullable
    String provider;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        try (InterruptHandler ctrlC = InterruptHandler.install()) {
            RecordingProxy proxy = start();
            try (proxy) {
                stdout.println("recording " + proxy.url() + " -> " + upstream + " to " + recordings.out
                        + "; press Ctrl-C to stop");
                stdout.flush();
                ctrlC.await();
            }
            long notWritten = proxy.notWritten();
            stdout.println(proxy.written() + " exchanges recorded"
                    + (notWritten == 0 ? "" : ", " + notWritten + " not written"));
            stdout.flush();
        }
        return ExitCode.SUCCESS;
    }

    private RecordingProxy start() {
        try {
            return RecordingProxy.start(new RecordingProxyOptions(
                    upstream,
                    recordings.out,
                    new Listen("127.0.0.1", port),
                    new Labels(provider(), null),
                    recordings.redactor(),
                    Clock.systemUTC()));
        } catch (RuntimeException notListening) {
            throw new InvalidInputException("cannot record: " + notListening.getMessage(), notListening);
        }
    }

    /** Null for an upstream that matches no profile; recordings then name its host. */
    private @Nullable String provider() {
        return provider != null
                ? provider
                : ProviderResolver.byHost(upstream.toString())
                        .map(ProviderProfile::name)
                        .orElse(null);
    }
}
