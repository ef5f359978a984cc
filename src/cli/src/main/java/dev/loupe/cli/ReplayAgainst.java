package dev.loupe.cli;

import dev.loupe.check.Attribution;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.CostEstimate;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RequestSender;
import dev.loupe.live.ResponseShape;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.report.RunReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Recorded requests sent again: the new answers judged like any others, and compared with the recorded ones. */
final class ReplayAgainst {
    private static final String CHAT = "/chat/completions";

    private final List<String> paths;
    private final JudgingOptions judging;
    private final SendingOptions sending;
    private final OutputOptions output;
    private final CommandLine line;

    ReplayAgainst(
            List<String> paths,
            JudgingOptions judging,
            SendingOptions sending,
            OutputOptions output,
            CommandLine line) {
        this.paths = paths;
        this.judging = judging;
        this.sending = sending;
        this.output = output;
        this.line = line;
    }

    int run(String against) {
        ResolvedEndpoint endpoint = ResolvedEndpoint.of(against, judging.provider, System.getenv());
        Map<Exchange.Id, Exchange> recorded = recorded();
        RunEnvironment setting = CommandEnvironment.of(String.join(", ", paths) + " against " + endpoint.target(), 0);
        Map<String, SortedSet<String>> before = brokenBefore(recorded, setting);
        Map<Exchange.Id, ResponseShape> shapes = new ConcurrentHashMap<>();
        List<String> comparison = new ArrayList<>();
        try (InterruptHandler interruption = InterruptHandler.awaited()) {
            int code = output.conclude(
                    journal -> {
                        Run run = ask(endpoint, recorded, setting, journal, shapes, interruption);
                        comparison.addAll(compare(recorded, before, broken(run), shapes, endpoint.redactor()));
                        return run;
                    },
                    line.getOut());
            PrintWriter to = output.format == RunReports.Format.TEXT && !output.quiet ? line.getOut() : line.getErr();
            to.println();
            comparison.forEach(to::println);
            to.flush();
            return code;
        }
    }

    private Map<Exchange.Id, Exchange> recorded() {
        Map<Exchange.Id, Exchange> recorded = new LinkedHashMap<>();
        try (Recordings recordings = Recordings.open(paths, System.in)) {
            recordings.forEach(raw -> {
                switch (RecordingFormat.read(raw)) {
                    case ReadResult.Read(Exchange exchange) -> recorded.putIfAbsent(exchange.id(), exchange);
                    case ReadResult.Unreadable(String file, int at, String why) ->
                        line.getErr().println(file + ":" + at + ": " + why);
                }
            });
        }
        // what is sent again has the key of whoever asks for it, and these are about another one or none
        recorded.values()
                .removeIf(exchange ->
                        exchange.probed() != null && exchange.probed().probe().startsWith("authorization/"));
        if (recorded.isEmpty()) {
            throw new InvalidInputException("no request could be read from " + String.join(", ", paths));
        }
        return recorded;
    }

    /** Broken checks of each exchange by its id. */
    private Map<String, SortedSet<String>> brokenBefore(Map<Exchange.Id, Exchange> recorded, RunEnvironment setting) {
        try {
            Path journal = Files.createTempFile("loupe-", ".ndjson");
            try {
                Run run = RunEngine.of(
                        judging.plan(setting), RunInput.live(recorded.values().iterator()), journal);
                return broken(run);
            } finally {
                Files.deleteIfExists(journal);
            }
        } catch (IOException noRoom) {
            throw new UncheckedIOException(noRoom);
        }
    }

    private static Map<String, SortedSet<String>> broken(Run run) {
        Map<String, SortedSet<String>> broken = new LinkedHashMap<>();
        try (Stream<Finding> findings = run.findings()) {
            findings.filter(finding -> finding.violation().attribution() != Attribution.SPEC)
                    .forEach(
                            finding -> broken.computeIfAbsent(finding.exchange().value(), id -> new TreeSet<>())
                                    .add(finding.check().id()));
        }
        return broken;
    }

    private Run ask(
            ResolvedEndpoint endpoint,
            Map<Exchange.Id, Exchange> recorded,
            RunEnvironment setting,
            Path journal,
            Map<Exchange.Id, ResponseShape> shapes,
            InterruptHandler interruption) {
        List<PlannedRequest> plan = recorded.values().stream()
                .map(exchange -> shipment(exchange, endpoint))
                .toList();
        boolean priced = plan.stream().allMatch(shipment -> price(endpoint, shipment) != null);
        Redactor redactor = endpoint.redactor();
        try (RequestSender sender = sending.sender(endpoint, setting.clock());
                ProgressOutput progress = ProgressOutput.live("replay", output.quiet, recorded.size(), line.getErr())) {
            ParallelSender dispatch = new ParallelSender(
                    sender,
                    sending.budget(priced),
                    sending.concurrency,
                    exchange -> CostEstimate.actual(exchange, endpoint.price(model(exchange.request()))));
            try (ProbeSession campaign = ProbeSession.withoutBaseline(dispatch, plan, exchange -> {
                Exchange redacted = redactor.redact(judgedLike(recorded.get(exchange.id()), exchange));
                shapes.put(exchange.id(), ResponseShape.of(redacted));
                return redacted;
            })) {
                interruption.stops(campaign::stop);
                return RunEngine.of(
                        judging.plan(setting), RunInput.live(campaign), journal, progress::saw, campaign::incomplete);
            }
        }
    }

    /** The new exchange is held to the contract that the recorded one is held to. */
    private static Exchange judgedLike(@Nullable Exchange recorded, Exchange now) {
        String contract = recorded == null ? null : recorded.origin().contract();
        Origin origin = now.origin();
        return new Exchange(
                now.id(),
                new Origin(origin.provider(), contract, origin.recordedAt(), origin.source(), null, 0),
                now.request(),
                now.reply(),
                now.probed());
    }

    private static PlannedRequest shipment(Exchange exchange, ResolvedEndpoint endpoint) {
        Exchange.Request request = exchange.request();
        String variable = endpoint.target().keyVariable();
        Exchange filled = Redactor.fill(
                new Exchange(
                        exchange.id(),
                        exchange.origin(),
                        new Exchange.Request(
                                request.method(), request.url(), HeaderFields.NOT_RECORDED, request.body()),
                        exchange.reply(),
                        exchange.probed()),
                endpoint.target().key() == null
                        ? Map.of()
                        : Map.of(variable, endpoint.target().key()));
        Price price = endpoint.price(model(request));
        return new PlannedRequest(
                exchange.id(),
                request.method(),
                path(request.url()),
                Map.of(),
                filled.request().body(),
                exchange.probed(),
                CostEstimate.of(request.body()).cost(price));
    }

    private static @Nullable Price price(ResolvedEndpoint endpoint, PlannedRequest shipment) {
        return endpoint.price(shipment.body().json().path("model").asText());
    }

    private static String model(Exchange.Request request) {
        return request.member("model").asText();
    }

    /** What stands before the version differs from one endpoint to the next. */
    private static String path(String url) {
        try {
            String path = url.isEmpty() ? CHAT : URI.create(url).getPath();
            int chat = path == null ? -1 : path.indexOf(CHAT);
            return chat >= 0 && path != null ? "/v1" + path.substring(chat) : path == null ? CHAT : path;
        } catch (IllegalArgumentException noUrl) {
            return "/v1" + CHAT;
        }
    }

    private static List<String> compare(
            Map<Exchange.Id, Exchange> recorded,
            Map<String, SortedSet<String>> before,
            Map<String, SortedSet<String>> after,
            Map<Exchange.Id, ResponseShape> shapes,
            Redactor redactor) {
        List<String> lines = new ArrayList<>();
        recorded.forEach((recordedId, exchange) -> {
            ResponseShape now = shapes.get(recordedId);
            // as findings name it
            String id = redactor.redact(recordedId.value());
            SortedSet<String> were = new TreeSet<>(before.getOrDefault(id, new TreeSet<>()));
            SortedSet<String> are = new TreeSet<>(after.getOrDefault(id, new TreeSet<>()));
            SortedSet<String> broken = new TreeSet<>(are);
            broken.removeAll(were);
            were.removeAll(are);
            String difference = now == null ? "" : ResponseShape.of(exchange).differenceTo(now);
            if (now == null) {
                lines.add("NOT SENT " + id);
            } else if (!broken.isEmpty()) {
                lines.add("BROKEN   " + id + ": " + String.join(", ", broken));
            } else if (now.isAnswer() && !were.isEmpty()) {
                lines.add("FIXED    " + id + ": " + String.join(", ", were));
            } else {
                lines.add(difference.isEmpty() ? "SAME     " + id : "CHANGED  " + id + ": " + difference);
            }
        });
        return lines;
    }
}
