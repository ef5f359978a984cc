package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The complete lines of a journal: an incomplete last line of a killed process is skipped. */
final class JournalLineReader implements Iterator<JsonNode>, AutoCloseable {
    /** Quotes inside of strings are escaped, so that this is always a property. */
    private static final String FINDINGS = "\"findings\":[";

    /** How the line of an exchange begins. */
    private static final byte[] EXCHANGE = "{\"exchange\":".getBytes(StandardCharsets.US_ASCII);

    /** What is needed of the lines; the rest is skipped before it is parsed. */
    enum Need {
        ALL,
        RESULTS,
        /** Results without the facts of an exchange. */
        DECISIONS,
        FINDINGS
    }

    private final Path file;
    private final InputStream in;
    private final Need need;
    private final byte[] chunk = new byte[1 << 16];
    /** The same bytes as text: a line feed is found several bytes at a time. */
    private String chunkText = "";

    private int from;
    private final Line bytes = new Line();
    private int number;
    private @Nullable JsonNode next;

    /** The bytes of a line, which are parsed without a copy. */
    private static final class Line extends ByteArrayOutputStream {
        Line() {
            super(4_096);
        }

        JsonNode tree(Need need) throws IOException {
            return switch (need) {
                case ALL -> JournalReader.MAPPER.readTree(buf, 0, count);
                case RESULTS, FINDINGS -> withoutFacts();
                case DECISIONS -> isExchange() && !hasFindings() ? decision() : withoutFacts();
            };
        }

        /** The properties of an exchange up to its facts, which are most of it. */
        private JsonNode decision() throws IOException {
            ObjectNode line = JournalReader.MAPPER.createObjectNode();
            ObjectNode exchange = line.putObject("exchange");
            try (JsonParser in = JournalReader.MAPPER.createParser(buf, EXCHANGE.length, count - EXCHANGE.length)) {
                in.nextToken();
                for (String name = in.nextFieldName();
                        name != null && !ExchangeResultCodec.isFact(name);
                        name = in.nextFieldName()) {
                    in.nextToken();
                    exchange.set(name, JournalReader.MAPPER.<JsonNode>readTree(in));
                }
            }
            return line;
        }

        boolean isExchange() {
            return count > EXCHANGE.length && Arrays.equals(buf, 0, EXCHANGE.length, EXCHANGE, 0, EXCHANGE.length);
        }

        /** Passes on the exchange as it was written. */
        void copyExchange(Run.JsonSink sink) throws IOException {
            int depth = 0;
            boolean string = false;
            for (int i = EXCHANGE.length; i < count; i++) {
                switch (buf[i]) {
                    case '"' -> string = !string;
                    case '\\' -> i++;
                    case '{' -> depth += string ? 0 : 1;
                    case '}' -> depth -= string ? 0 : 1;
                    default -> {
                        // a part of a value
                    }
                }
                if (depth == 0) {
                    sink.accept(buf, EXCHANGE.length, i + 1 - EXCHANGE.length);
                    return;
                }
            }
        }

        /** The facts for a merge are half of a line, and its end. */
        private JsonNode withoutFacts() throws IOException {
            ObjectNode line = JournalReader.MAPPER.createObjectNode();
            try (JsonParser in = JournalReader.MAPPER.createParser(buf, 0, count)) {
                in.nextToken();
                for (String name = in.nextFieldName();
                        name != null && !name.equals(JournalWriter.FACTS);
                        name = in.nextFieldName()) {
                    in.nextToken();
                    line.set(name, JournalReader.MAPPER.<JsonNode>readTree(in));
                }
            }
            return line;
        }

        boolean hasFindings() {
            return toString(StandardCharsets.ISO_8859_1).contains(FINDINGS);
        }
    }

    /**
     * Opens a journal.
     *
     * @param need what its lines are read for
     */
    JournalLineReader(Path file, Need need) {
        this.file = file;
        this.need = need;
        try {
            this.in = Files.newInputStream(file);
        } catch (IOException unreadable) {
            throw new RunFileException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && readLine()) {
                if (need != Need.FINDINGS || bytes.hasFindings()) {
                    next = bytes.tree(need);
                }
            }
            return next != null;
        } catch (JsonProcessingException notJson) {
            throw new RunFileException(file + ":" + number + " is not JSON (" + notJson.getOriginalMessage()
                    + "); the file was modified after the run");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Passes on each exchange of the rest as it was written. */
    void copyExchanges(Run.JsonSink sink) throws IOException {
        while (readLine()) {
            if (bytes.isExchange()) {
                bytes.copyExchange(sink);
            }
        }
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        JsonNode line = Objects.requireNonNull(next);
        next = null;
        return line;
    }

    /** False at the end, and for an incomplete line. */
    private boolean readLine() throws IOException {
        bytes.reset();
        number++;
        while (true) {
            int end = chunkText.indexOf('\n', from);
            if (end >= 0) {
                bytes.write(chunk, from, end - from);
                from = end + 1;
                return true;
            }
            bytes.write(chunk, from, chunkText.length() - from);
            from = 0;
            chunkText = new String(chunk, 0, Math.max(0, in.read(chunk)), StandardCharsets.ISO_8859_1);
            if (chunkText.isEmpty()) {
                return false;
            }
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
