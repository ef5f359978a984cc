package dev.loupe.cli;

import dev.loupe.check.Attribution;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RequestSender;
import dev.loupe.live.ResponseShape;
import dev.loupe.report.RunReports;
import dev.loupe.report.comparison.ToolCallAgreement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Sends recorded requests again, judges the new responses and compares them with the recorded ones. */
final class ReplayAgainst {
    private static final String CHAT_PATH = "/chat/completions";
    private static final SortedSet<String> NONE = Collections.unmodifiableSortedSet(new TreeSet<>());

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
        ResolvedEndpoint endpoint =
                ResolvedEndpoint.of(against, judging.provider, System.getenv()).with(sending.headers);
        endpoint.requireKey();
        if (judging.provider == null) {
            // both are judged by one profile, or every difference between two dialects is a violation
            judging.provider = endpoint.provider().name();
            judging.providerReason = endpoint.providerReason();
        }
        Map<Exchange.Id, Exchange> recorded = recorded();
        RunEnvironment environment =
                ProcessEnvironment.of(String.join(", ", paths) + " against " + endpoint.target(), 0);
        Recorded before = judged(recorded, environment);
        Map<Exchange.Id, ResponseShape> shapes = new ConcurrentHashMap<>();
        List<String> comparison = new ArrayList<>();
        try (InterruptHandler interruption = InterruptHandler.install()) {
            int code = output.report(
                    journal -> {
                        Run run = send(endpoint, recorded, environment, journal, shapes, interruption);
                        comparison.addAll(
                                compare(recorded, before.violated(), violatedChecks(run), shapes, endpoint.redactor()));
                        ToolCallAgreement.of(before.callingTools(), run)
                                .forEach(trigger -> comparison.add(trigger.line()));
                        return run;
                    },
                    line.getOut());
            PrintWriter writer =
                    output.format == RunReports.Format.TEXT && !output.quiet ? line.getOut() : line.getErr();
            writer.println();
            comparison.forEach(writer::println);
            writer.flush();
            return code;
        }
    }

    private Map<Exchange.Id, Exchange> recorded() {
        Map<Exchange.Id, Exchange> recorded = new LinkedHashMap<>();
        try (Recordings recordings = Recordings.open(paths, output.out, System.in)) {
            recordings.forEach(raw -> {
                switch (RecordingFormat.read(raw)) {
                    case ReadResult.Read(Exchange exchange) -> recorded.putIfAbsent(exchange.id(), exchange);
                    case ReadResult.Unreadable(String file, int at, String why) ->
                        line.getErr().println(file + ":" + at + ": " + why);
                }
            });
        }
        // all requests are sent with the key of this run, and these probes test another key or none
        recorded.values()
                .removeIf(exchange ->
                        exchange.probed() != null && exchange.probed().isAuthorization());
        if (recorded.isEmpty()) {
            throw new InvalidInputException("cannot read any request from " + String.join(", ", paths));
        }
        return recorded;
    }

    /**
     * The recorded exchanges, by exchange ID.
     *
     * @param violated the checks that each of them violates
     * @param callingTools whether each of them that may call a tool does
     */
    private record Recorded(Map<String, SortedSet<String>> violated, Map<String, Boolean> callingTools) {}

    private Recorded judged(Map<Exchange.Id, Exchange> recorded, RunEnvironment environment) {
        try {
            Path journal = Files.createTempFile("loupe-", ".ndjson");
            try {
                Run run = RunEngine.run(
                        judging.plan(environment),
                        RunInput.live(recorded.values().iterator()),
                        journal);
                return new Recorded(violatedChecks(run), ToolCallAgreement.calling(run));
            } finally {
                Files.deleteIfExists(journal);
            }
        } catch (IOException noRoom) {
            throw new UncheckedIOException(noRoom);
        }
    }

    private static Map<String, SortedSet<String>> violatedChecks(Run run) {
        Map<String, SortedSet<String>> violated = new LinkedHashMap<>();
        try (Stream<Finding> findings = run.findings()) {
            findings.filter(finding -> finding.violation().attribution() != Attribution.SPEC)
                    .forEach(finding -> violated.computeIfAbsent(
                                    finding.exchange().value(), id -> new TreeSet<>())
                            .add(finding.check().id()));
        }
        return violated;
    }

    private Run send(
            ResolvedEndpoint endpoint,
            Map<Exchange.Id, Exchange> recorded,
            RunEnvironment environment,
            Path journal,
            Map<Exchange.Id, ResponseShape> shapes,
            InterruptHandler interruption) {
        List<PlannedRequest> plan = recorded.values().stream()
                .map(exchange -> plannedRequest(exchange, endpoint))
                .toList();
        Set<String> models = recorded.values().stream()
                .map(exchange -> model(exchange.request()))
                .collect(Collectors.toSet());
        Redactor redactor = endpoint.redactor();
        try (RequestSender sender = sending.sender(endpoint, environment.clock());
                ProgressOutput progress = ProgressOutput.live("replay", output.quiet, recorded.size(), line.getErr())) {
            ParallelSender parallel = new ParallelSender(
                    sender, sending.budget(), sending.concurrency, sending.pricing(endpoint, models));
            try (ProbeSession session = ProbeSession.withoutPrecheck(parallel, plan, exchange -> {
                Exchange redacted = redactor.redact(withContractOf(recorded.get(exchange.id()), exchange));
                shapes.put(exchange.id(), ResponseShape.of(redacted));
                return redacted;
            })) {
                interruption.onInterrupt(session::stop);
                return RunEngine.run(
                        judging.plan(environment),
                        RunInput.live(session),
                        journal,
                        progress::judged,
                        session::incomplete);
            }
        }
    }

    /** The new exchange is judged by the contract of the recorded one. */
    private static Exchange withContractOf(@Nullable Exchange recorded, Exchange received) {
        return received.withContract(recorded == null ? null : recorded.origin().contract());
    }

    private static PlannedRequest plannedRequest(Exchange exchange, ResolvedEndpoint endpoint) {
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
        return new PlannedRequest(
                exchange.id(),
                request.method(),
                path(request.url()),
                Map.of(),
                filled.request().body(),
                exchange.probed());
    }

    private static String model(Exchange.Request request) {
        return request.property("model").asText();
    }

    /** The path from the version on; the part before it differs between endpoints. */
    private static String path(String url) {
        try {
            String path = url.isEmpty() ? CHAT_PATH : URI.create(url).getPath();
            int chat = path == null ? -1 : path.indexOf(CHAT_PATH);
            return chat >= 0 && path != null ? "/v1" + path.substring(chat) : path == null ? CHAT_PATH : path;
        } catch (IllegalArgumentException noUrl) {
            return "/v1" + CHAT_PATH;
        }
    }

    /** One line for each request. A change that an earlier line describes refers to it, so that other changes stand out. */
    private static List<String> compare(
            Map<Exchange.Id, Exchange> recorded,
            Map<String, SortedSet<String>> before,
            Map<String, SortedSet<String>> after,
            Map<Exchange.Id, ResponseShape> shapes,
            Redactor redactor) {
        List<String> lines = new ArrayList<>();
        Map<ReplayComparison, String> described = new HashMap<>();
        Map<ReplayComparison.Outcome, Integer> counts = new EnumMap<>(ReplayComparison.Outcome.class);
        recorded.forEach((recordedId, exchange) -> {
            // findings have the redacted ID
            String id = redactor.redact(recordedId.value());
            ReplayComparison comparison = ReplayComparison.of(
                    before.getOrDefault(id, NONE),
                    after.getOrDefault(id, NONE),
                    ResponseShape.of(exchange),
                    shapes.get(recordedId));
            String first = described.putIfAbsent(comparison, id);
            lines.add((first == null ? comparison : comparison.as(first)).line(id));
            counts.merge(comparison.outcome(), 1, Integer::sum);
        });
        List<String> totals = new ArrayList<>();
        counts.forEach((outcome, count) -> totals.add(count + " " + outcome.label()));
        lines.add("compared: " + String.join(", ", totals));
        return lines;
    }
}
