package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.FailOn;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Conventions;
import dev.loupe.diff.judge.DiffRules;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.Policy;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.openapi.Document;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that decide which changes fail the comparison. */
class DiffGateOptions {
    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "breaking",
            description = "Lowest level with exit code 1: breaking, risky, any (also compatible), none. Default:"
                    + " ${DEFAULT-VALUE}.")
    FailOn failOn = FailOn.BREAKING;

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description = "File of accepted changes, each with a reason: accepted: [{change: FINGERPRINT, reason: WHY,"
                    + " until: 2026-12-31}]. The report prints the fingerprint after 'change'; until is optional. An"
                    + " entry that is expired or matches no change is stale: exit code 1. Default:"
                    + " loupe-changes.yaml, if it exists.")
    @Nullable
    Path accepted;

    @Option(
            names = "--severity",
            paramLabel = "RULE=LEVEL",
            description = "Set the level of a rule: breaking, risky, compatible or info. Example:"
                    + " operation.id-changed=info. Also read from 'severity' in loupe.yaml.")
    Map<String, String> severities = Map.of();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "standard",
            description =
                    "What readers of responses must bear: strict (they validate, a new enum value or variant breaks"
                            + " them), standard, tolerant (limits such as maximum or pattern are not checked). Default:"
                            + " ${DEFAULT-VALUE}.")
    Policy policy = Policy.STANDARD;

    @Option(
            names = "--recordings",
            paramLabel = "PATH",
            description = "Recorded exchanges. Counts those that conform to the old contract and violate the new one.")
    List<String> recordings = List.of();

    @Option(
            names = "--only-used",
            description = "Omit changes that no recording is affected by. Requires --recordings.")
    boolean onlyUsed;

    @Option(names = "--client", description = "Also list changes of a generated client: types, properties, methods.")
    boolean client;

    @Option(
            names = "--deprecation-days",
            paramLabel = "DAYS",
            description =
                    "A deprecated operation must have a sunset date (x-sunset: 2026-12-31) at least this many days"
                            + " after the comparison. Default: no window is required.")
    @Nullable
    Integer deprecationDays;

    @Option(
            names = "--stability-levels",
            description = "Read x-stability-level of operations: draft and alpha operations may change, and no level"
                    + " may be lowered. The order is draft, alpha, beta, stable; without a level: stable.")
    boolean stabilityLevels;

    @Option(
            names = "--extensible-enums",
            description = "Read x-extensible-enum: a value that a request no longer lists is breaking.")
    boolean extensibleEnums;

    /**
     * The options of a comparison.
     *
     * @param today {@code 2026-11-20}
     */
    Diff.Options at(String today, PrintWriter stderr) {
        if (onlyUsed && recordings.isEmpty()) {
            throw new InvalidInputException("--only-used requires recorded exchanges: add --recordings PATH");
        }
        return new Diff.Options(
                today,
                levels(),
                policy,
                acceptedChanges(),
                recordings.isEmpty() ? null : exchanges(stderr),
                onlyUsed,
                client,
                conventions());
    }

    private Conventions conventions() {
        if (deprecationDays != null && deprecationDays < 0) {
            throw new InvalidInputException("--deprecation-days: " + deprecationDays + " is negative (example: 180)");
        }
        return new Conventions(deprecationDays == null ? -1 : deprecationDays, stabilityLevels, extensibleEnums);
    }

    private Map<String, Impact> levels() {
        Map<String, Impact> levels = new TreeMap<>();
        Path configuration = Path.of("loupe.yaml");
        if (Files.exists(configuration)) {
            Document.read(configuration)
                    .root()
                    .path("severity")
                    .properties()
                    .forEach(rule -> levels.put(
                            rule.getKey(),
                            level(
                                    configuration + ": severity",
                                    rule.getKey(),
                                    rule.getValue().asText())));
        }
        severities.forEach((rule, word) -> levels.put(rule, level("--severity", rule, word)));
        return levels;
    }

    private static Impact level(String source, String rule, String level) {
        if (DiffRules.byId(rule).isEmpty()) {
            throw new InvalidInputException(source + ": unknown rule '" + rule + "'; 'loupe explain' lists all rules");
        }
        try {
            return Impact.of(level);
        } catch (IllegalArgumentException noLevel) {
            throw new InvalidInputException(source + " " + rule + ": " + noLevel.getMessage(), noLevel);
        }
    }

    private AcceptedChanges acceptedChanges() {
        Path file = accepted == null ? Path.of("loupe-changes.yaml") : accepted;
        if (accepted == null && !Files.exists(file)) {
            return AcceptedChanges.NOTHING;
        }
        if (!Files.exists(file)) {
            throw new InvalidInputException(
                    "--accept: " + file + " does not exist; diff creates it with --write-accept " + file);
        }
        return AcceptedChanges.read(Document.read(file));
    }

    private List<Exchange> exchanges(PrintWriter stderr) {
        List<Exchange> read = new ArrayList<>();
        try (Recordings records = Recordings.open(recordings, System.in)) {
            for (RawRecord raw : records) {
                switch (RecordingFormat.read(raw)) {
                    case ReadResult.Read(Exchange exchange) -> read.add(exchange);
                    case ReadResult.Unreadable(String file, int line, String message) ->
                        stderr.println("loupe: " + file + ":" + line + ": " + message);
                }
            }
        }
        if (read.isEmpty()) {
            throw new InvalidInputException(
                    "--recordings: cannot read any exchange from " + String.join(", ", recordings));
        }
        return read;
    }
}
