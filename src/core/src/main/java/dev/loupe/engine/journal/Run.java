package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.JudgedExchange;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.text.Utf8Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
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

        /** The exchanges without what only the report of each exchange needs. */
        default Stream<JudgedExchange> judged() {
            return exchanges().map(ExchangeResult::judged);
        }

        /** Passes on each exchange without its findings, as JSON. */
        default void writeExchanges(JsonSink sink) throws IOException {
            try (Stream<ExchangeResult> rows = exchanges()) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                for (Iterator<ExchangeResult> i = rows.iterator(); i.hasNext(); ) {
                    text.reset();
                    try (JsonGenerator json = Utf8Json.FACTORY.createGenerator(text)) {
                        ExchangeResultCodec.write(json, i.next());
                    }
                    sink.accept(text.toByteArray(), 0, text.size());
                }
            }
        }
    }

    /** Receives JSON values in UTF-8, each before the next one is read. */
    public interface JsonSink {
        void accept(byte[] json, int from, int length) throws IOException;
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

    /** The same without the facts of each exchange; the caller closes the stream. */
    public Stream<JudgedExchange> judged() {
        return source.judged();
    }

    /** Passes on every exchange as JSON without its findings, in the order of the run. */
    public void writeExchanges(JsonSink sink) throws IOException {
        source.writeExchanges(sink);
    }

    /** Every finding, in the order of the run; the caller closes the stream. */
    public Stream<Finding> findings() {
        return source.findings();
    }
}
