package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.exchange.file.RecordingFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads {@code run.json}, its long arrays as streams. */
final class RunFileReader {
    static final String FORMAT = "loupe-run/1";
    private static final Set<String> STREAMED = Set.of("exchanges", "findings");

    private RunFileReader() {}

    static Run open(Path file) {
        try {
            JsonNode json = withoutStreamed(file);
            if (!json.has("format")) {
                throw new RunFileException(file + " is not a run.json or a journal: the property format is missing");
            }
            if (json.path("format").asText().equals(RecordingFormat.NAME)) {
                throw new RunFileException(file + " is a recording; judge it with 'loupe replay'");
            }
            if (!json.path("format").asText().equals(FORMAT)) {
                throw new RunFileException(
                        file + " has the format \"" + json.path("format").asText() + "\"; this version reads " + FORMAT
                                + " (run.json) and " + JournalWriter.FORMAT);
            }
            RunHeader head = RunHeaderCodec.header(json);
            RunSummary summary = new RunSummary(head.checks());
            RunHeaderCodec.list(json.path("unreadable")).forEach(u -> summary.add(RunHeaderCodec.unreadable(u)));
            Run.Source source = source(file, FindingCodec.reader(head.checks()));
            try (Stream<ExchangeResult> rows = source.exchanges();
                    Stream<Finding> findings = source.findings()) {
                rows.forEach(summary::add);
                findings.forEach(summary::add);
            }
            List<ContractInfo> contracts = RunHeaderCodec.list(json.path("contracts")).stream()
                    .map(RunHeaderCodec::contract)
                    .toList();
            return Run.of(head, contracts, summary, RunHeaderCodec.end(json.path("ending")), source);
        } catch (JsonProcessingException notJson) {
            int line = notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
            throw new RunFileException(file + ":" + line + ": is not JSON; give a run.json or a journal.ndjson");
        } catch (IOException | UncheckedIOException | IllegalArgumentException | java.time.DateTimeException wrong) {
            throw RunFileException.unreadable(file, "run.json", wrong);
        }
    }

    private static Run.Source source(Path file, Function<JsonNode, Finding> finding) {
        return new Run.Source() {
            @Override
            public Stream<ExchangeResult> exchanges() {
                // both arrays are in the order of the run, and each exchange has the number of its findings
                Stream<Finding> findings = findings();
                Iterator<Finding> next = findings.iterator();
                return items(file, "exchanges")
                        .map(json -> ExchangeResultCodec.read(json)
                                .with(Stream.generate(() -> next(next))
                                        .limit(json.path("findings").asInt())
                                        .toList()))
                        .onClose(findings::close);
            }

            @Override
            public Stream<Finding> findings() {
                return items(file, "findings").map(finding);
            }
        };
    }

    private static Finding next(Iterator<Finding> findings) {
        if (!findings.hasNext()) {
            throw new IllegalArgumentException("/findings has fewer findings than /exchanges count");
        }
        return findings.next();
    }

    /** Everything but the long arrays. */
    private static JsonNode withoutStreamed(Path file) throws IOException {
        ObjectNode frame = JournalReader.MAPPER.createObjectNode();
        try (JsonParser in = JournalReader.MAPPER.createParser(file.toFile())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new RunFileException(file + " is not a JSON object; pass a run.json or a journal");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (STREAMED.contains(name)) {
                    in.skipChildren();
                } else {
                    frame.set(name, in.readValueAsTree());
                }
            }
        }
        return frame;
    }

    private static Stream<JsonNode> items(Path file, String list) {
        try {
            JsonParser in = JournalReader.MAPPER.createParser(file.toFile());
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals(list)) {
                    // values are read from the next token on: the items, not the whole array
                    in.clearCurrentToken();
                    MappingIterator<JsonNode> items =
                            JournalReader.MAPPER.readerFor(JsonNode.class).readValues(in);
                    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false)
                            .onClose(() -> close(in));
                }
                in.skipChildren();
            }
            in.close();
            return Stream.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void close(JsonParser in) {
        try {
            in.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
