package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.text.InputLimits;
import java.util.ArrayList;
import java.util.List;

/** A table with a header (CSV, RFC 4180), as tracing tools and warehouses export it: each row is a record of a log. */
final class CsvFormat implements ImportFormat.OfFile {
    private static final int MOST_COLUMNS = 1_000;

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.isNamed(".csv", ".tsv");
    }

    @Override
    public void read(ImportFile file, EntrySink sink) throws ImportException {
        if (!file.isComplete()) {
            throw new ImportException("larger than " + InputLimits.mebibytes(ImportFile.MOST_BYTES)
                    + ", the bound for a table; export it in parts, or as JSON lines");
        }
        Rows rows = new Rows(file.text(), separator(file));
        List<String> header = rows.next();
        int number = 0;
        while (rows.hasNext()) {
            sink.at(rows.line);
            sink.numbered(++number);
            List<String> cells = rows.next();
            if (rows.cut) {
                throw new ImportException("a quoted value has no end; the file was cut, export it again");
            }
            ObjectNode log = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
                if (!cells.get(i).isEmpty()) {
                    log.put(header.get(i), cells.get(i));
                }
            }
            if (!log.isEmpty()) {
                JsonRecords.read(log, sink, Importers::record);
            }
        }
        if (sink.count() == 0) {
            sink.skipped("a table without rows");
        }
    }

    /** What is after the first name; spreadsheets of many countries write semicolons. */
    private static char separator(ImportFile file) {
        String text = file.text();
        int at = text.startsWith("\"") ? Math.max(0, text.indexOf('"', 1)) : 0;
        while (at < text.length() && "\n,;\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at == text.length() || text.charAt(at) == '\n' ? ',' : text.charAt(at);
    }

    /** The rows of a table; a quoted value may have separators, line feeds, and quotes that are doubled. */
    private static final class Rows {
        private final String text;
        private final char separator;
        private int at;
        private int line = 1;
        private boolean cut;

        Rows(String text, char separator) {
            this.text = text;
            this.separator = separator;
        }

        boolean hasNext() {
            return at < text.length();
        }

        List<String> next() {
            List<String> cells = new ArrayList<>();
            do {
                cells.add(hasNext() && text.charAt(at) == '"' ? quoted() : plain());
            } while (cells.size() < MOST_COLUMNS && separated());
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            line++;
            return cells;
        }

        private boolean separated() {
            boolean more = hasNext() && text.charAt(at) == separator;
            at += more ? 1 : 0;
            return more;
        }

        private String plain() {
            int from = at;
            while (hasNext() && text.charAt(at) != separator && text.charAt(at) != '\n') {
                at++;
            }
            return text.substring(from, at).strip();
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; hasNext(); at++) {
                char c = text.charAt(at);
                if (c == '"' && !text.startsWith("\"\"", at)) {
                    at++;
                    return value.toString();
                }
                at += c == '"' ? 1 : 0;
                line += c == '\n' ? 1 : 0;
                value.append(c);
            }
            cut = true;
            return value.toString();
        }
    }
}
