package dev.loupe.cli;

import dev.loupe.connection.ProxyRoutes;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderResolver;
import dev.loupe.serve.record.RecordingProxy;
import dev.loupe.serve.record.RecordingProxyOptions;
import dev.loupe.serve.record.RecordingProxyOptions.Connections;
import dev.loupe.serve.record.RecordingProxyOptions.Labels;
import dev.loupe.serve.record.RecordingProxyOptions.Limits;
import dev.loupe.serve.record.RecordingProxyOptions.Listen;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loupe record}: a recording reverse proxy. */
@Command(
        name = "record",
        description = {
            "Records exchanges with a reverse proxy.",
            "Listens on this machine, forwards every request to the upstream, and writes each exchange to a file with"
                    + " secrets redacted. Use the printed URL as base URL of any client."
        },
        footer = {
            "  loupe record --upstream https://api.aimlapi.com --out recordings/mine",
            "  loupe record --upstream http://localhost:8000 --out mine --port 8081",
            "  loupe record --upstream http://localhost:8000 --out mine --check --unique",
        })
class RecordCommand extends Subcommand {
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

    @Option(names = "--check", description = "Judge each exchange when it is recorded, and print its violations.")
    boolean check;

    @Option(
            names = "--contract",
            paramLabel = "NAME|PATH",
            description =
                    "Contract for --check: a built-in name, the path of an OpenAPI document, or 'none'. Default: the"
                            + " built-in contract that lists the requested model.")
    @Nullable
    String contract;

    @Option(
            names = "--findings-trailer",
            description =
                    "With --check: add the trailer X-Loupe-Findings to each response, with the ids of violated checks or"
                            + " 'none'. The end of a response waits until it is judged; a response with a length becomes chunked.")
    boolean findings;

    @Option(
            names = "--unique",
            description =
                    "Keep one exchange of each shape: method, path, model, status, and names and types of properties.")
    boolean unique;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = ByteSizeParser.class,
            description = "Total size of the recordings, for example 500MB or 2GB. At the limit traffic continues and"
                    + " nothing more is recorded. Default: unlimited.")
    ByteSizeParser.@Nullable Bytes maxSize;

    @Option(
            names = "--rotate",
            description = "At --max-size, delete the oldest recordings of this process instead of recording no more.")
    boolean rotate;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15m",
            converter = DurationParser.class,
            description = "Longest time without a byte from the upstream, for example 90s. Default: ${DEFAULT-VALUE}.")
    Duration timeout = RecordingProxyOptions.Connections.DEFAULT.timeout();

    @Mixin
    ConnectionOptions connections = new ConnectionOptions();

    @Override
    public Integer call() {
        if (rotate && maxSize == null) {
            throw new InvalidInputException("--rotate needs --max-size");
        }
        if (contract != null && !check) {
            throw new InvalidInputException("--contract needs --check");
        }
        if (findings && !check) {
            throw new InvalidInputException("--findings-trailer needs --check");
        }
        PrintWriter stdout = out();
        RecordingReport report = RecordingReport.of(stdout, err(), check ? engine() : null, findings);
        try (InterruptHandler ctrlC = InterruptHandler.install(RecordingProxy.LONGEST_COMPLETION)) {
            RecordingProxy proxy = start(report);
            try (proxy) {
                stdout.println("recording " + proxy.url() + " -> " + upstream + " to " + recordings.out
                        + "; press Ctrl-C to stop");
                stdout.flush();
                ctrlC.await();
            }
            int code = report.end(proxy);
            if (code != ExitCode.SUCCESS) {
                ctrlC.exitWith(code);
            }
            return code;
        }
    }

    private RunEngine engine() {
        JudgingOptions judging = new JudgingOptions();
        judging.contract = contract;
        judging.connections = connections;
        return RunEngine.incremental(judging.plan(ProcessEnvironment.of(upstream.toString(), 0)));
    }

    private RecordingProxy start(RecordingReport report) {
        if (port < 0 || port > 65_535) {
            throw new InvalidInputException("--port: " + port + " is not a port: 0 (any free port) to 65535");
        }
        if (!timeout.isPositive()) {
            throw new InvalidInputException("--timeout: " + timeout.toMillis() + " is less than 1ms");
        }
        ProxyRoutes proxies = connections.settings().proxies();
        try {
            return RecordingProxy.start(new RecordingProxyOptions(
                    upstream,
                    recordings.out,
                    new Listen("127.0.0.1", port),
                    new Labels(provider(), null),
                    recordings.redactor(),
                    Clock.systemUTC(),
                    new Limits(0, maxSize == null ? 0 : maxSize.count(), rotate, unique),
                    new Connections(connections.authority, proxies, timeout),
                    report));
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
