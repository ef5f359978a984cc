package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.check.CheckInfo;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineMatcher;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.PartReader;
import dev.loupe.engine.journal.RecordedFacts;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.journal.RunFileException;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.summary.RunSummary;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Joins the journals of parts of a run, each judged by a process of its own, to the run that one process would have made of all
 * recordings. The parts and their order do not matter: exchanges are in the order of their files and lines, and what compares
 * exchanges is decided anew. Memory does not depend on the number of exchanges.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RunMerge implements AutoCloseable {
    private final List<PartReader> parts = new ArrayList<>();
    private final RunHeader header;
    private final RunSummary summary;
    private final BaselineMatcher baseline;
    private final MergedResults results;

    /**
     * What a merged run is called and how it is judged.
     *
     * @param checks all that exist; those of the parts are used
     * @param subject of the merged run
     * @param baseline applies to all findings; what the parts accepted has no effect
     * @param rerun options of the command that reproduces a finding of several exchanges
     */
    public record Settings(List<Check> checks, String subject, Baseline baseline, RerunOptions rerun) {}

    private RunMerge(List<Path> journals, Settings settings) {
        journals.forEach(journal -> parts.add(new PartReader(journal)));
        this.header = header(settings.subject());
        this.summary = new RunSummary(header.checks());
        this.baseline =
                new BaselineMatcher(settings.baseline(), LocalDate.ofInstant(header.startedAt(), ZoneOffset.UTC));
        this.results = new MergedResults(checks(settings.checks()), settings.rerun(), summary, baseline);
    }

    /**
     * Joins parts.
     *
     * @param journals of the parts, at least one
     * @param journal file to which the joined results are written
     * @param watcher receives each result after it is written
     * @throws RunFileException when parts cannot be merged, with the remedy
     * @throws UncheckedIOException when the journal cannot be written
     */
    public static Run merge(List<Path> journals, Settings settings, Path journal, Consumer<ExchangeResult> watcher) {
        try (RunMerge merge = new RunMerge(journals, settings);
                RunOutput out = new RunOutput(merge.header, merge.summary, journal)) {
            merge.addEntries(out, watcher);
            return out.end(merge.end());
        }
    }

    private RunHeader header(String subject) {
        RunHeader first = parts.getFirst().header();
        for (PartReader part : parts) {
            if (!part.header().checks().equals(first.checks())
                    || !part.header().version().equals(first.version())) {
                throw new RunFileException(
                        "the parts have different checks or are of different versions; judge all parts with one version"
                                + " and the same --checks");
            }
        }
        Instant startedAt = parts.stream()
                .map(part -> part.header().startedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new RunHeader(
                first.version(), first.host(), subject, first.seed(), startedAt, first.filtered(), first.checks());
    }

    private List<Check> checks(List<Check> known) {
        var byId = known.stream().collect(Collectors.toMap(check -> check.info().id(), check -> check));
        List<Check> checks = new ArrayList<>();
        for (CheckInfo info : header.checks()) {
            Check check = byId.get(info.id());
            if (check == null || !check.info().equals(info)) {
                throw new RunFileException(
                        "the check " + info.id() + " of the parts is not one of this version; judge all parts again");
            }
            checks.add(check);
        }
        return checks;
    }

    private void addEntries(RunOutput out, Consumer<ExchangeResult> watcher) {
        Comparator<PartReader.Entry> order = PartReader.inOrder();
        PriorityQueue<PartReader> waiting =
                new PriorityQueue<>((one, other) -> order.compare(current(one), current(other)));
        parts.stream().filter(part -> part.peek() != null).forEach(waiting::add);
        PartReader.@Nullable Entry before = null;
        // a record of a log may hold several exchanges; the same record in another part counts once
        @Nullable PartReader owner = null;
        while (!waiting.isEmpty()) {
            PartReader part = waiting.remove();
            PartReader.Entry entry = current(part);
            if (before == null || !entry.isSameRecord(before)) {
                owner = part;
            }
            if (part == owner) {
                add(part, entry, out, watcher);
            }
            before = entry;
            part.advance();
            if (part.peek() != null) {
                waiting.add(part);
            }
        }
    }

    private static PartReader.Entry current(PartReader part) {
        return Objects.requireNonNull(part.peek());
    }

    private void add(PartReader part, PartReader.Entry entry, RunOutput out, Consumer<ExchangeResult> watcher) {
        switch (entry) {
            case PartReader.NotRead notRead -> out.add(notRead.unreadable());
            case PartReader.Judged judged -> {
                addContract(part, judged.result().basis().contract(), out);
                ResultBuilder.JudgedRow row = results.of(judged, out.withAllReasons());
                out.add(
                        row.result(),
                        new RecordedFacts(
                                row.recordedId(),
                                judged.facts().recordedAt(),
                                row.undecided(),
                                judged.facts().facts()));
                watcher.accept(row.result());
            }
        }
    }

    private static void addContract(PartReader part, @Nullable String name, RunOutput out) {
        ContractInfo contract = name == null ? null : part.contracts().get(name);
        if (contract != null) {
            out.add(contract.name(), () -> contract);
        }
    }

    private RunEnd end() {
        Instant finishedAt = null;
        Set<IncompleteReason> incomplete = new LinkedHashSet<>();
        for (PartReader part : parts) {
            incomplete.addAll(part.end().incomplete());
            Instant finished = part.end().finishedAt();
            if (finished != null && (finishedAt == null || finished.isAfter(finishedAt))) {
                finishedAt = finished;
            }
        }
        return RunEngine.end(finishedAt, baseline, summary, List.copyOf(incomplete));
    }

    @Override
    public void close() {
        parts.forEach(PartReader::close);
    }
}
