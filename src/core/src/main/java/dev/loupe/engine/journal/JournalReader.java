package dev.loupe.engine.journal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.check.CheckInfo;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.JudgedExchange;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the journal of a run, complete or cut off. */
public final class JournalReader {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JournalReader() {}

    static boolean isJournal(Path file) {
        try (InputStream in = InputFile.open(file)) {
            return new String(in.readNBytes(64), java.nio.charset.StandardCharsets.UTF_8)
                    .contains("\"" + JournalWriter.FORMAT + "\"");
        } catch (IOException unreadable) {
            throw new RunFileException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    static Run open(Path file) {
        RunHeader head = null;
        RunSummary summary = null;
        List<ContractInfo> contracts = new ArrayList<>();
        RunEnd ending = RunEnd.CUT_OFF;
        Function<JsonNode, Finding> findings = json -> {
            throw new IllegalArgumentException("a finding before the header of the run");
        };
        try (JournalLineReader lines = new JournalLineReader(file, JournalLineReader.Need.ALL)) {
            while (lines.hasNext()) {
                JsonNode line = lines.next();
                if (summary == null) {
                    head = RunHeaderCodec.header(line.path("run"));
                    summary = new RunSummary(head.checks());
                    findings = FindingCodec.reader(head.checks());
                } else if (line.has("exchange")) {
                    summary.add(ExchangeResultCodec.read(line.path("exchange")));
                    for (JsonNode finding : line.path("findings")) {
                        summary.add(findings.apply(finding));
                    }
                } else if (line.has("unreadable")) {
                    summary.add(RunHeaderCodec.unreadable(line.path("unreadable")));
                } else if (line.has("contract")) {
                    contracts.add(RunHeaderCodec.contract(line.path("contract")));
                } else if (line.has("end")) {
                    ending = RunHeaderCodec.end(line.path("end"));
                }
            }
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            throw RunFileException.unreadable(file, "journal", wrong);
        }
        if (head == null || summary == null) {
            throw new RunFileException(file + " has no complete line; run again");
        }
        return Run.of(head, contracts, summary, ending, source(file, head.checks()));
    }

    public static Run.Source source(Path file, List<CheckInfo> checks) {
        Function<JsonNode, Finding> findings = FindingCodec.reader(checks);
        return new Run.Source() {
            @Override
            public Stream<ExchangeResult> exchanges() {
                return lines(file, JournalLineReader.Need.RESULTS)
                        .filter(line -> line.has("exchange"))
                        .map(line -> ExchangeResultCodec.read(line.path("exchange"))
                                .with(findings(line).toList()));
            }

            @Override
            public Stream<JudgedExchange> judged() {
                return lines(file, JournalLineReader.Need.DECISIONS)
                        .filter(line -> line.has("exchange"))
                        .map(line -> ExchangeResultCodec.readJudged(
                                line.path("exchange"), findings(line).toList()));
            }

            @Override
            public void writeExchanges(Run.JsonSink sink) throws IOException {
                try (JournalLineReader lines = new JournalLineReader(file, JournalLineReader.Need.ALL)) {
                    lines.copyExchanges(sink);
                }
            }

            @Override
            public Stream<Finding> findings() {
                return lines(file, JournalLineReader.Need.FINDINGS).flatMap(this::findings);
            }

            private Stream<Finding> findings(JsonNode line) {
                return RunHeaderCodec.list(line.path("findings")).stream().map(findings);
            }
        };
    }

    private static Stream<JsonNode> lines(Path file, JournalLineReader.Need need) {
        JournalLineReader lines = new JournalLineReader(file, need);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED), false)
                .onClose(lines::close);
    }
}
