package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The records of a log: one on each line, the items of an array, the items of a page of an API, or the only one. */
final class JsonRecords {
    /** Where pages of APIs have their items. */
    private static final List<String> LISTS =
            List.of("data", "observations", "records", "logs", "items", "results", "generations", "rows");

    private static final Pattern RECORD = Pattern.compile("(?m)^[^{\n]{0,500}\\{\"");

    private static final Pattern TIMED_RECORD =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d[^{\n]{0,500}\\{\"");

    private JsonRecords() {}

    /** Reads one record; the others do not depend on it. */
    @FunctionalInterface
    interface Reader {
        void read(JsonNode log, EntrySink sink) throws ImportException;
    }

    static void forEach(ImportFile file, EntrySink sink, Reader reader) throws IOException {
        JsonNode whole = file.isNamed(".ndjson", ".jsonl") ? null : file.json();
        if (whole == null || !whole.isContainerNode()) {
            values(file, sink, reader);
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

    /** Whether this is a log with records among lines of text, or after a time stamp or other text on their lines. */
    static boolean areAmongOtherLines(ImportFile file) {
        return (file.isNamed(".log") && RECORD.matcher(file.text()).find())
                || TIMED_RECORD.matcher(file.text()).lookingAt();
    }

    private static void values(ImportFile file, EntrySink sink, Reader reader) throws IOException {
        boolean amongOthers = areAmongOtherLines(file);
        try (InputStream content = file.content()) {
            JsonValues values = new JsonValues(content);
            int number = 0;
            for (JsonValues.Value value = values.next(); value != null; value = values.next()) {
                number = Math.max(number + 1, value.line());
                sink.at(value.line());
                sink.numbered(number);
                byte[] bytes = value.bytes();
                if (bytes == null) {
                    sink.damaged("line is larger than " + InputLimits.mebibytes(InputLimits.RECORD_BYTES)
                            + ", the bound for a record; exclude it");
                } else if (amongOthers) {
                    amongOthers(bytes, sink, reader);
                } else if (!new String(bytes, StandardCharsets.UTF_8)
                        .replace("\uFEFF", "")
                        .isBlank()) {
                    record(bytes, sink, reader);
                }
            }
            if (sink.count() == 0) {
                sink.skipped("a file without records");
            }
        }
    }

    private static void amongOthers(byte[] bytes, EntrySink sink, Reader reader) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int from = text.indexOf("{\"");
        if (from < 0) {
            sink.skipped("a line of a log that is not a record");
        } else {
            record(text.substring(from).getBytes(StandardCharsets.UTF_8), sink, reader);
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
