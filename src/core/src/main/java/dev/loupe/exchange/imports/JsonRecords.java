package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.LineReader;
import dev.loupe.exchange.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The records of a log: one on each line, the items of an array, the items of a page of an API, or the only one. */
final class JsonRecords {
    /** Where pages of APIs have their items. */
    private static final List<String> LISTS =
            List.of("data", "observations", "records", "logs", "items", "results", "generations");

    private JsonRecords() {}

    /** Reads one record; the others do not depend on it. */
    @FunctionalInterface
    interface Reader {
        void read(JsonNode log, EntrySink sink) throws ImportException;
    }

    static void forEach(ImportFile file, EntrySink sink, Reader reader) throws IOException {
        JsonNode whole = file.isNamed(".ndjson", ".jsonl") ? null : file.json();
        if (whole == null || !whole.isContainerNode()) {
            if (whole != null && file.isComplete() && beginsOnSeveralLines(file.text())) {
                values(file.text(), sink, reader);
            } else {
                lines(file, sink, reader);
            }
            return;
        }
        int number = 0;
        for (JsonNode log : list(whole)) {
            sink.numbered(++number);
            read(log, sink, reader);
        }
        if (number == 0) {
            sink.skipped("a list without records");
        }
    }

    private static Iterable<JsonNode> list(JsonNode whole) {
        if (whole.isArray()) {
            return whole;
        }
        for (String name : LISTS) {
            JsonNode list = whole.path(name);
            if (list.isArray() && list.path(0).isObject()) {
                return list;
            }
        }
        return List.of(whole);
    }

    private static boolean beginsOnSeveralLines(String text) {
        String first = text.stripLeading().lines().findFirst().orElse("").strip();
        return first.startsWith("{") && (first.endsWith("{") || first.endsWith("[") || first.endsWith(","));
    }

    /** Values on several lines each, one after the other, as tools print JSON for people. */
    private static void values(String text, EntrySink sink, Reader reader) {
        int from = 0;
        int line = 1;
        for (int number = 1; from < text.length(); number++) {
            int end = valueEnd(text, from);
            String value = text.substring(from, end);
            int start = from + value.length() - value.stripLeading().length();
            sink.at(line
                    + (int) text.substring(from, start)
                            .chars()
                            .filter(c -> c == '\n')
                            .count());
            sink.numbered(number);
            if (!value.isBlank()) {
                record(value.strip().getBytes(StandardCharsets.UTF_8), sink, reader);
            }
            line += (int) value.chars().filter(c -> c == '\n').count();
            from = end;
        }
    }

    /** The end of a line at which no bracket is open, or after which an object begins without indentation. */
    private static int valueEnd(String text, int from) {
        int depth = 0;
        boolean string = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                string = false;
                boolean end = depth <= 0 || text.startsWith("{", at + 1);
                if (end && !text.substring(from, at).isBlank()) {
                    return at + 1;
                }
            } else if (string) {
                string = c != '"';
                at += c == '\\' ? 1 : 0;
            } else {
                string = c == '"';
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
        }
        return text.length();
    }

    /** Whether this is a log with records among lines of text. */
    static boolean areAmongOtherLines(ImportFile file) {
        return file.isNamed(".log") && file.text().contains("\n{\"");
    }

    private static void lines(ImportFile file, EntrySink sink, Reader reader) throws IOException {
        boolean amongOthers = areAmongOtherLines(file);
        try (InputStream content = file.content()) {
            LineReader lines = new LineReader(content);
            boolean any = false;
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                byte[] bytes = line.bytes();
                sink.at(line.number());
                sink.numbered(line.number());
                if (bytes == null) {
                    sink.damaged("line is larger than " + InputLimits.mebibytes(InputLimits.RECORD_BYTES)
                            + ", the bound for a record; exclude it");
                    any = true;
                } else if (amongOthers && (bytes.length == 0 || bytes[0] != '{')) {
                    sink.skipped("a line of a log that is not a record");
                    any = true;
                } else if (!new String(bytes, StandardCharsets.UTF_8)
                        .replace("\uFEFF", "")
                        .isBlank()) {
                    record(bytes, sink, reader);
                    any = true;
                }
            }
            if (!any) {
                sink.skipped("a file without records");
            }
        }
    }

    /** Reads one record. */
    static void record(byte[] bytes, EntrySink sink, Reader reader) {
        try {
            JsonNode log = StrictJson.parseOrNull(bytes, StrictJson.DuplicateKeys.REJECT);
            if (log == null) {
                sink.damaged("not a JSON value, or one with a duplicate property; correct or remove this line");
            } else {
                read(log, sink, reader);
            }
        } catch (InputLimits.Exceeded e) {
            sink.damaged(e.bound() + "; exclude this line");
        }
    }

    /** Reads one record that is parsed already. */
    static void read(JsonNode log, EntrySink sink, Reader reader) {
        try {
            sink.record(log);
            reader.read(log, sink);
        } catch (ImportException e) {
            sink.damaged(e.what());
        } catch (InputLimits.Exceeded e) {
            sink.damaged(e.bound() + "; exclude this record");
        }
    }
}
