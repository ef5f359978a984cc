package dev.loupe.verdict;

import java.util.List;
import java.util.stream.Stream;

/** A run as reports see it: what is small in memory, what may be large as streams from the disk. */
public final class Run {
    private final Head head;
    private final List<HeldTo> contracts;
    private final Tally tally;
    private final Ending ending;
    private final Source source;

    private Run(Head head, List<HeldTo> contracts, Tally tally, Ending ending, Source source) {
        this.head = head;
        this.contracts = List.copyOf(contracts);
        this.tally = tally;
        this.ending = ending;
        this.source = source;
    }

    /** Where the exchanges and findings of a run are read from, as often as wanted. */
    interface Source {
        Stream<Row> exchanges();

        Stream<Finding> findings();
    }

    static Run of(Head head, List<HeldTo> contracts, Tally tally, Ending ending, Source source) {
        return new Run(head, contracts, tally, ending, source);
    }

    /**
     * Reads a journal, also of a run that was killed, or a {@code run.json}.
     *
     * @throws RunUnreadable with the line and what to do
     */
    public static Run open(java.nio.file.Path file) {
        return JournalReader.isJournal(file) ? JournalReader.open(file) : RunFile.open(file);
    }

    public Head head() {
        return head;
    }

    public List<HeldTo> contracts() {
        return contracts;
    }

    public Tally tally() {
        return tally;
    }

    public Ending ending() {
        return ending;
    }

    public Decision decision() {
        return Decision.of(tally.counts(), ending);
    }

    public Verdict verdict() {
        return decision().verdict();
    }

    /** Every exchange, in the order of the run; to be closed. */
    public Stream<Row> exchanges() {
        return source.exchanges();
    }

    /** Every finding, in the order of the run; to be closed. */
    public Stream<Finding> findings() {
        return source.findings();
    }
}
