package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Reads {@code run.json} again, its long lists as streams. */
final class RunFile {
    static final String FORMAT = "loupe-run/1";
    private static final Set<String> LONG = Set.of("exchanges", "findings");

    private RunFile() {}

    static Run open(Path file) {
        try {
            JsonNode json = frame(file);
            if (!json.path("format").asText().equals(FORMAT)) {
                throw new RunUnreadable(
                        file + " says the format \"" + json.path("format").asText() + "\"; this version reads " + FORMAT
                                + " (run.json) and " + Journal.FORMAT);
            }
            Head head = RunCodec.head(json);
            Tally tally = new Tally(head.checks());
            RunCodec.list(json.path("unreadable")).forEach(u -> tally.add(RunCodec.unreadable(u)));
            Run.Source source = source(file, FindingCodec.reader(head.checks()));
            try (Stream<Row> rows = source.exchanges();
                    Stream<Finding> findings = source.findings()) {
                rows.forEach(tally::add);
                findings.forEach(tally::add);
            }
            List<HeldTo> contracts = RunCodec.list(json.path("contracts")).stream()
                    .map(RunCodec::heldTo)
                    .toList();
            return Run.of(head, contracts, tally, RunCodec.ending(json.path("ending")), source);
        } catch (IOException | UncheckedIOException | IllegalArgumentException | java.time.DateTimeException wrong) {
            throw new RunUnreadable(file + " is not a run.json that this version can read: " + wrong.getMessage());
        }
    }

    private static Run.Source source(Path file, Function<JsonNode, Finding> finding) {
        return new Run.Source() {
            @Override
            public Stream<Row> exchanges() {
                // both lists are in the order of the run, and each exchange says how many findings are its own
                Stream<Finding> findings = findings();
                Iterator<Finding> next = findings.iterator();
                return items(file, "exchanges")
                        .map(json -> RowCodec.read(json)
                                .with(Stream.generate(next::next)
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

    /** Everything but the long lists. */
    private static JsonNode frame(Path file) throws IOException {
        ObjectNode frame = JournalReader.MAPPER.createObjectNode();
        try (JsonParser in = JournalReader.MAPPER.createParser(file.toFile())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new RunUnreadable(file + " is not a JSON object; give a run.json or a journal");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (LONG.contains(name)) {
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
                    // values are read from the next token on: the items, not the list as one
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
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
