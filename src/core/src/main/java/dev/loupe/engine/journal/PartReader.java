package dev.loupe.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.exchange.file.ReadResult;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The journal of one part of a run, entry by entry. */
public final class PartReader implements AutoCloseable {
    /** Files in the order in which a folder is read, each folder at the location of its name; then lines. */
    private static final Comparator<SourceLocation> IN_ORDER = Comparator.comparing(
                    (SourceLocation stored) -> stored.file().replace('/', '\0'))
            .thenComparing(SourceLocation::line);

    private final Path file;
    private final JournalLineReader lines;
    private final RunHeader header;
    private final Function<JsonNode, Finding> findings;
    private final Map<String, ContractInfo> contracts = new LinkedHashMap<>();
    private RunEnd end = RunEnd.CUT_OFF;
    private @Nullable Entry next;

    /**
     * Opens a journal.
     *
     * @throws RunFileException when it is not one that can be merged
     */
    public PartReader(Path file) {
        this.file = file;
        if (!JournalReader.isJournal(file)) {
            throw new RunFileException(file
                    + " is not a journal; merge the journal.ndjson of each part, which 'loupe replay --out' writes next to"
                    + " its run.json");
        }
        this.lines = new JournalLineReader(file, JournalLineReader.Need.ALL);
        if (!lines.hasNext()) {
            throw new RunFileException(file + " has no complete line; run again");
        }
        this.header = RunHeaderCodec.header(lines.next().path("run"));
        this.findings = FindingCodec.reader(header.checks());
        advance();
    }

    /** One record of a part. */
    public sealed interface Entry {
        /** Where it is stored. */
        SourceLocation stored();

        /** Whether both are of one record. */
        default boolean isSameRecord(Entry other) {
            return stored().equals(other.stored());
        }
    }

    /** An exchange that was judged. */
    public record Judged(SourceLocation stored, ExchangeResult result, RecordedFacts facts) implements Entry {}

    /** A record that is not readable. */
    public record NotRead(SourceLocation stored, ReadResult.Unreadable unreadable) implements Entry {}

    /** The order of entries in a merged run. */
    public static Comparator<Entry> inOrder() {
        return Comparator.comparing(Entry::stored, IN_ORDER);
    }

    public RunHeader header() {
        return header;
    }

    /** The contracts of the exchanges so far. */
    public Map<String, ContractInfo> contracts() {
        return contracts;
    }

    /** The end of the part, after the last entry. */
    public RunEnd end() {
        return end;
    }

    /** The current entry; null after the last one. */
    public @Nullable Entry peek() {
        return next;
    }

    /** Moves to the next entry. */
    public void advance() {
        Entry before = next;
        next = null;
        try {
            while (next == null && lines.hasNext()) {
                next = entry(lines.next());
            }
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            throw RunFileException.unreadable(file, "journal", wrong);
        }
        if (before != null && next != null && IN_ORDER.compare(before.stored(), next.stored()) > 0) {
            throw new RunFileException(file + " is not in the order of its files: "
                    + next.stored().file() + " comes after " + before.stored().file()
                    + "; judge one folder, or files in the order of their names");
        }
    }

    private @Nullable Entry entry(JsonNode line) {
        if (line.has("exchange")) {
            return judged(line);
        }
        if (line.has("unreadable")) {
            ReadResult.Unreadable unreadable = RunHeaderCodec.unreadable(line.path("unreadable"));
            return new NotRead(new SourceLocation(unreadable.file(), unreadable.line()), unreadable);
        }
        if (line.has("contract")) {
            ContractInfo contract = RunHeaderCodec.contract(line.path("contract"));
            contracts.put(contract.name(), contract);
        } else if (line.has("end")) {
            end = RunHeaderCodec.end(line.path("end"));
        }
        return null;
    }

    private Judged judged(JsonNode line) {
        ExchangeResult result = ExchangeResultCodec.read(line.path("exchange"))
                .with(RunHeaderCodec.list(line.path("findings")).stream()
                        .map(findings)
                        .toList());
        SourceLocation stored = result.basis().stored();
        if (stored == null || !line.path(JournalWriter.FACTS).has("facts")) {
            throw new RunFileException(file + " has exchanges that are in no file (" + result.id()
                    + "); only runs of 'loupe replay' can be merged");
        }
        return new Judged(
                stored,
                result,
                RecordedFacts.read(line.path(JournalWriter.FACTS), result.id().value()));
    }

    @Override
    public void close() {
        lines.close();
    }
}
