package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.FailOn;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.DiffRules;
import dev.loupe.diff.judge.Impact;
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

/** What the change gate lets pass: the options by which changes are judged. */
class DiffGateOptions {
    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "breaking",
            description = "End with 1 from this level on: breaking, risky, any (also compatible), none. Default:"
                    + " ${DEFAULT-VALUE}.")
    FailOn failOn = FailOn.BREAKING;

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description = "Changes that are accepted, each with a reason. Default: loupe-changes.yaml, if there is"
                    + " one. It is a list: accepted: [{change: FINGERPRINT, reason: WHY, until: 2026-12-31}], with"
                    + " the fingerprint that the report prints behind 'change'; until may be left out. An entry"
                    + " that has ended, or whose change does not happen, is stale and ends with 1.")
    @Nullable
    Path accepted;

    @Option(
            names = "--severity",
            paramLabel = "RULE=LEVEL",
            description = "Another level for a rule: breaking, risky, compatible or info, such as"
                    + " operation.id-renamed=info; also under 'severity' in loupe.yaml.")
    Map<String, String> severities = Map.of();

    @Option(
            names = "--recordings",
            paramLabel = "PATH",
            description = "Recorded exchanges: how many obeyed the old contract and no longer obey the new one.")
    List<String> recordings = List.of();

    @Option(names = "--only-used", description = "Leave out changes of what no recording uses; needs --recordings.")
    boolean onlyUsed;

    @Option(names = "--client", description = "Also say what changes in a generated client: types, members, methods.")
    boolean client;

    /**
     * How to compare.
     *
     * @param today {@code 2026-11-20}
     */
    Diff.Options at(String today, PrintWriter stderr) {
        if (onlyUsed && recordings.isEmpty()) {
            throw new InvalidInputException(
                    "--only-used needs to know what is used: name recorded exchanges with --recordings");
        }
        return new Diff.Options(
                today, levels(), acceptance(), recordings.isEmpty() ? null : exchanges(stderr), onlyUsed, client);
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

    private static Impact level(String where, String rule, String word) {
        if (DiffRules.byId(rule).isEmpty()) {
            throw new InvalidInputException(where + ": there is no rule '" + rule + "'; loupe explain lists them all");
        }
        try {
            return Impact.of(word);
        } catch (IllegalArgumentException noLevel) {
            throw new InvalidInputException(where + " " + rule + ": " + noLevel.getMessage(), noLevel);
        }
    }

    private AcceptedChanges acceptance() {
        Path file = accepted == null ? Path.of("loupe-changes.yaml") : accepted;
        if (accepted == null && !Files.exists(file)) {
            return AcceptedChanges.NOTHING;
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
                    "--recordings: no exchange could be read from " + String.join(", ", recordings));
        }
        return read;
    }
}
