package dev.loupe.engine.journal;

import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.engine.summary.RunVerdict;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** A run for reports: the summary in memory, exchanges and findings as streams from the disk. */
@API(status = API.Status.EXPERIMENTAL)
public final class Run {
    private final RunHeader header;
    private final List<ContractInfo> contracts;
    private final RunSummary summary;
    private final RunEnd end;
    private final Source source;

    private Run(RunHeader head, List<ContractInfo> contracts, RunSummary summary, RunEnd ending, Source source) {
        this.header = head;
        this.contracts = List.copyOf(contracts);
        this.summary = summary;
        this.end = ending;
        this.source = source;
    }

    /** The exchanges and findings of a run; can be read repeatedly. */
    interface Source {
        Stream<ExchangeResult> exchanges();

        Stream<Finding> findings();
    }

    public static Run of(
            RunHeader head, List<ContractInfo> contracts, RunSummary summary, RunEnd ending, Source source) {
        return new Run(head, contracts, summary, ending, source);
    }

    /**
     * Reads a journal, also of a run that was killed, or a {@code run.json}.
     *
     * @throws RunFileException with the line and the remedy
     */
    public static Run open(java.nio.file.Path file) {
        return JournalReader.isJournal(file) ? JournalReader.open(file) : RunFileReader.open(file);
    }

    public RunHeader header() {
        return header;
    }

    public List<ContractInfo> contracts() {
        return contracts;
    }

    public RunSummary summary() {
        return summary;
    }

    public RunEnd end() {
        return end;
    }

    public RunVerdict runVerdict() {
        return RunVerdict.of(summary.counts(), end);
    }

    public Verdict verdict() {
        return runVerdict().verdict();
    }

    /** Every exchange, in the order of the run; the caller closes the stream. */
    public Stream<ExchangeResult> exchanges() {
        return source.exchanges();
    }

    /** Every finding, in the order of the run; the caller closes the stream. */
    public Stream<Finding> findings() {
        return source.findings();
    }
}
