package dev.loupe.engine;

import dev.loupe.engine.journal.JournalReader;
import dev.loupe.engine.journal.JournalWriter;
import dev.loupe.engine.journal.RecordedFacts;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.exchange.file.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The results of a run in their order, in its journal and its summary. */
final class RunOutput implements AutoCloseable {
    /** Exchanges for which the reasons of all outcomes are written; later ones have those of violated and crashed alone. */
    private static final int WITH_ALL_REASONS = 500;

    private final RunHeader header;
    private final RunSummary summary;
    private final Path path;
    private final JournalWriter journal;
    private final List<ContractInfo> contracts = new ArrayList<>();
    private int written;

    /**
     * The output to a new journal.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    RunOutput(RunHeader header, RunSummary summary, Path path) {
        this.header = header;
        this.summary = summary;
        this.path = path;
        this.journal = JournalWriter.create(path, header);
    }

    /** Whether the next exchange has the reasons of all its outcomes. */
    boolean withAllReasons() {
        return written < WITH_ALL_REASONS;
    }

    void add(ReadResult.Unreadable unreadable) {
        summary.add(unreadable);
        journal.write(unreadable);
    }

    void add(ExchangeResult row, RecordedFacts facts) {
        summary.add(row);
        journal.write(row, facts);
        written++;
    }

    /** Adds a contract before the first exchange that is judged by it. */
    void add(String name, Supplier<ContractInfo> contract) {
        if (contracts.stream().noneMatch(known -> known.name().equals(name))) {
            contracts.add(contract.get());
            journal.write(contracts.getLast());
        }
    }

    Run end(RunEnd end) {
        journal.write(end);
        return Run.of(header, contracts, summary, end, JournalReader.source(path, header.checks()));
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }
}
