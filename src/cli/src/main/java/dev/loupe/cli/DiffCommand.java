package dev.loupe.cli;

import dev.loupe.change.Acceptance;
import dev.loupe.change.Comparison;
import dev.loupe.change.Diff;
import dev.loupe.change.DocumentSources;
import dev.loupe.change.FailOn;
import dev.loupe.change.History;
import dev.loupe.change.Impact;
import dev.loupe.change.Rules;
import dev.loupe.contract.Document;
import dev.loupe.exchange.Entry;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.RecordingFormat;
import dev.loupe.exchange.Recordings;
import dev.loupe.report.change.DiffFormat;
import dev.loupe.report.change.DiffReports;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe diff}: the change gate. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Says what changed between two contracts, what breaks whom, and proves each break with a message.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe diff openapi/gemma-3.json openapi/gemma-3-27b.json",
            "  loupe diff main:openapi/gemma-3.json openapi/gemma-3.json",
            "  loupe diff openapi/gemma-3.json https://example.com/gemma-3.json",
            "  loupe diff old/ new/ --fail-on risky --format github",
            "  loupe diff 'v1/*.json' 'v2/*.json' --out diff-report",
            "  loupe diff old.json new.json --recordings recordings/ --only-used",
            "  loupe diff --history 'revisions/*.json' --out history-report",
        })
class DiffCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "OLD NEW",
            arity = "0..2",
            description =
                    "The contract that clients know, and the one that is to take its place: files, folders or quoted"
                            + " patterns (paired by name), https addresses, REVISION:path in git, or - for standard"
                            + " input.")
    List<String> contracts = List.of();

    @Option(
            names = "--history",
            paramLabel = "FOLDER|GLOB",
            description = "Instead of two contracts: the revisions of one, in the order of their names.")
    @Nullable
    String history;

    @Option(
            names = "--against-last-good",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "In a history, compare a contract that came back after another API was published under its name"
                            + " with its last good revision. Default: yes.")
    boolean againstLastGood = true;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "breaking",
            description = "End with 1 from this level on: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    FailOn failOn = FailOn.BREAKING;

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description =
                    "Changes that are accepted, each with a reason. Default: loupe-changes.yaml, if there is one.")
    @Nullable
    Path accepted;

    @Option(
            names = "--severity",
            paramLabel = "RULE=LEVEL",
            description =
                    "Another level for a rule, such as operation.id-renamed=info; also under 'severity' in loupe.yaml.")
    Map<String, String> severities = Map.of();

    @Option(
            names = "--recordings",
            paramLabel = "PATH",
            description = "Recorded exchanges: how many obeyed the old contract and no longer obey the new one.")
    List<String> recordings = List.of();

    @Option(names = "--only-used", description = "Leave out changes of what no recording uses.")
    boolean onlyUsed;

    @Option(names = "--client", description = "Also say what changes in a generated client: types, members, methods.")
    boolean client;

    @Option(names = "--out", paramLabel = "DIR", description = "Write every format there.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What to print: ${COMPLETION-CANDIDATES}. Default: text.")
    DiffFormat format = DiffFormat.TEXT;

    @Option(names = "--quiet", description = "Print nothing but faults.")
    boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        LocalDateTime now = LocalDateTime.ofInstant(Settings.of("", 0).clock().instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
        Diff.Options options = options(now.toLocalDate().toString());
        DiffReports reports = new DiffReports(Version.number(), now.toString());
        DocumentSources sources = new DocumentSources(Path.of(""), System.in);
        return history == null ? compare(sources, options, reports) : timeline(sources, history, options, reports);
    }

    private int compare(DocumentSources sources, Diff.Options options, DiffReports reports) {
        if (contracts.size() != 2) {
            throw new InputFault("name two contracts, the old one and the new one, or a --history;"
                    + " put a pattern such as 'specs/*.json' in quotes");
        }
        boolean several = sources.several(contracts.get(0));
        if (several
                && out == null
                && Set.of(DiffFormat.SARIF, DiffFormat.JUNIT, DiffFormat.HTML).contains(format)) {
            throw new InputFault("--format " + format.name().toLowerCase(Locale.ROOT)
                    + " is one document for one comparison; name two files, or write a document for each with --out");
        }
        // several comparisons as JSON are one list of them
        boolean list = several && format == DiffFormat.JSON;
        List<DocumentSources.Pair> pairs = sources.pairs(contracts.get(0), contracts.get(1));
        StringBuilder before = new StringBuilder(list ? "[\n" : "");
        List<Integer> codes = new ArrayList<>();
        PairedDiffs.run(pairs, pair -> compared(sources, pair, several, options, reports), outcome -> {
            if (outcome.fault().isEmpty()) {
                print(before + outcome.report());
                before.replace(0, before.length(), list ? "," : "");
            } else {
                spec.commandLine().getErr().println("loupe: " + outcome.fault());
            }
            codes.add(outcome.code());
        });
        print(list ? (before.toString().equals(",") ? "]\n" : "[]\n") : "");
        return codes.stream().reduce(ExitCode.GOOD, DiffCommand::worse);
    }

    private PairedDiffs.Outcome compared(
            DocumentSources sources,
            DocumentSources.Pair pair,
            boolean several,
            Diff.Options options,
            DiffReports reports) {
        Comparison comparison = Diff.compare(sources.read(pair.old()), sources.read(pair.next()), options);
        if (out != null) {
            Path folder = several ? out.resolve(pair.name()) : out;
            writing(folder, () -> reports.writeAll(comparison, folder));
        }
        return new PairedDiffs.Outcome(
                quiet ? "" : reports.render(format, comparison), comparison.exitCode(failOn), "");
    }

    private int timeline(DocumentSources sources, String revisions, Diff.Options options, DiffReports reports) {
        History steps = History.of(sources.revisions(revisions), options, againstLastGood);
        if (out != null) {
            Path folder = out;
            writing(folder, () -> reports.writeAll(steps, folder));
        }
        print(reports.render(format, steps));
        int code = ExitCode.GOOD;
        for (History.Step step : steps.steps()) {
            code = worse(code, step.comparison().exitCode(failOn));
        }
        return code;
    }

    /** What is broken outweighs what could not be read, and that what could be compared in part. */
    private static int worse(int one, int other) {
        List<Integer> worstFirst = List.of(ExitCode.BROKEN, ExitCode.USAGE, ExitCode.INCONCLUSIVE, ExitCode.GOOD);
        return worstFirst.indexOf(one) < worstFirst.indexOf(other) ? one : other;
    }

    private void print(String report) {
        if (!quiet) {
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.print(report);
            stdout.flush();
        }
    }

    private static void writing(Path folder, Runnable writer) {
        try {
            writer.run();
        } catch (java.io.UncheckedIOException notWritable) {
            throw new InputFault(
                    "--out " + folder + ": " + notWritable.getMessage() + "; name a directory that can be"
                            + " written, with room on its disk",
                    notWritable);
        }
    }

    private Diff.Options options(String today) {
        return new Diff.Options(
                today, levels(), acceptance(), recordings.isEmpty() ? null : exchanges(), onlyUsed, client);
    }

    private Map<String, Impact> levels() {
        Map<String, String> words = new TreeMap<>();
        Path configuration = Path.of("loupe.yaml");
        if (Files.exists(configuration)) {
            Document.read(configuration)
                    .root()
                    .path("severity")
                    .properties()
                    .forEach(rule -> words.put(rule.getKey(), rule.getValue().asText()));
        }
        words.putAll(severities);
        Map<String, Impact> levels = new TreeMap<>();
        words.forEach((rule, word) -> {
            if (Rules.byId(rule).isEmpty()) {
                throw new InputFault("--severity: there is no rule '" + rule + "'; loupe explain lists them all");
            }
            try {
                levels.put(rule, Impact.of(word));
            } catch (IllegalArgumentException noLevel) {
                throw new InputFault("--severity " + rule + ": " + noLevel.getMessage(), noLevel);
            }
        });
        return levels;
    }

    private Acceptance acceptance() {
        Path file = accepted == null ? Path.of("loupe-changes.yaml") : accepted;
        if (accepted == null && !Files.exists(file)) {
            return Acceptance.NOTHING;
        }
        return Acceptance.read(Document.read(file));
    }

    private List<Exchange> exchanges() {
        List<Exchange> read = new ArrayList<>();
        try (Recordings records = Recordings.open(recordings, System.in)) {
            for (RawRecord raw : records) {
                switch (RecordingFormat.read(raw)) {
                    case Entry.Read(Exchange exchange) -> read.add(exchange);
                    case Entry.Unreadable(String file, int line, String message) ->
                        spec.commandLine().getErr().println("loupe: " + file + ":" + line + ": " + message);
                }
            }
        }
        if (read.isEmpty()) {
            throw new InputFault("--recordings: no exchange could be read from " + String.join(", ", recordings));
        }
        return read;
    }
}
