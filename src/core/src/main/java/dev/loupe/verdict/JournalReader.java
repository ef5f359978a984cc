package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.check.CheckInfo;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the journal of a run, whole or cut off. */
final class JournalReader {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JournalReader() {}

    static boolean isJournal(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(64), java.nio.charset.StandardCharsets.UTF_8)
                    .contains("\"" + Journal.FORMAT + "\"");
        } catch (IOException unreadable) {
            throw new RunUnreadable(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    static Run open(Path file) {
        Head head = null;
        Tally tally = null;
        List<HeldTo> contracts = new ArrayList<>();
        Ending ending = Ending.CUT_OFF;
        Function<JsonNode, Finding> findings = json -> {
            throw new IllegalArgumentException("a finding before the head of the run");
        };
        try (Lines lines = new Lines(file)) {
            while (lines.hasNext()) {
                JsonNode line = lines.next();
                if (tally == null) {
                    head = RunCodec.head(line.path("run"));
                    tally = new Tally(head.checks());
                    findings = FindingCodec.reader(head.checks());
                } else if (line.has("exchange")) {
                    tally.add(RowCodec.read(line.path("exchange")));
                    for (JsonNode finding : line.path("findings")) {
                        tally.add(findings.apply(finding));
                    }
                } else if (line.has("unreadable")) {
                    tally.add(RunCodec.unreadable(line.path("unreadable")));
                } else if (line.has("contract")) {
                    contracts.add(RunCodec.heldTo(line.path("contract")));
                } else if (line.has("end")) {
                    ending = RunCodec.ending(line.path("end"));
                }
            }
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            throw new RunUnreadable(file + " is not a journal that this version can read: " + wrong.getMessage());
        }
        if (head == null || tally == null) {
            throw new RunUnreadable(file + " ends before it says anything; run again");
        }
        return Run.of(head, contracts, tally, ending, source(file, head.checks()));
    }

    static Run.Source source(Path file, List<CheckInfo> checks) {
        Function<JsonNode, Finding> findings = FindingCodec.reader(checks);
        return new Run.Source() {
            @Override
            public Stream<Row> exchanges() {
                return lines(file).filter(line -> line.has("exchange")).map(line -> RowCodec.read(line.path("exchange"))
                        .with(findings(line).toList()));
            }

            @Override
            public Stream<Finding> findings() {
                return lines(file).flatMap(this::findings);
            }

            private Stream<Finding> findings(JsonNode line) {
                return RunCodec.list(line.path("findings")).stream().map(findings);
            }
        };
    }

    private static Stream<JsonNode> lines(Path file) {
        Lines lines = new Lines(file);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED), false)
                .onClose(lines::close);
    }

    /** The lines of a journal that are whole. */
    private static final class Lines implements Iterator<JsonNode>, AutoCloseable {
        private final Path file;
        private final InputStream in;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        private int number;
        private @Nullable JsonNode next;

        Lines(Path file) {
            this.file = file;
            try {
                this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            } catch (IOException gone) {
                throw new RunUnreadable(file + " cannot be read: " + gone.getMessage());
            }
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = read();
            }
            return next != null;
        }

        @Override
        public JsonNode next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            JsonNode line = next;
            next = null;
            return java.util.Objects.requireNonNull(line);
        }

        private @Nullable JsonNode read() {
            try {
                bytes.reset();
                int b;
                while ((b = in.read()) >= 0 && b != '\n') {
                    bytes.write(b);
                }
                number++;
                // a line without its end is what a kill tore off
                return b < 0 ? null : MAPPER.readTree(bytes.toByteArray());
            } catch (JsonProcessingException notJson) {
                throw new RunUnreadable(file + ":" + number + " is not JSON (" + notJson.getOriginalMessage()
                        + "); the journal was changed after it was written");
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
