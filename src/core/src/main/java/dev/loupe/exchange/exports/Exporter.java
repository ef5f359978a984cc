package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.text.Utf8Json;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Writes exchanges in the format of another tool, one after the other. What was not recorded is absent. */
public final class Exporter {
    private static final List<ExportFormat> FORMATS =
            List.of(new HarExport(), new NdjsonExport(), new OtelExport(), new VcrExport());

    private final ExportFormat format;
    private final Writer out;
    private int written;
    private int skipped;

    private Exporter(ExportFormat format, Writer out) {
        this.format = format;
        this.out = out;
    }

    /** The names for {@code --format}. */
    public static List<String> names() {
        return FORMATS.stream().map(ExportFormat::name).toList();
    }

    /** Writes exchanges, which must be redacted; empty when there is no such format. */
    public static Optional<Exporter> write(String name, Iterator<Exchange> exchanges, Writer out) throws IOException {
        Optional<ExportFormat> format =
                FORMATS.stream().filter(each -> each.name().equals(name)).findFirst();
        if (format.isEmpty()) {
            return Optional.empty();
        }
        Exporter exporter = new Exporter(format.get(), out);
        exporter.write(exchanges);
        return Optional.of(exporter);
    }

    private void write(Iterator<Exchange> exchanges) throws IOException {
        out.write(format.before());
        while (exchanges.hasNext()) {
            Optional<JsonNode> entry = format.entry(exchanges.next());
            if (entry.isEmpty()) {
                skipped++;
                continue;
            }
            if (written++ > 0) {
                out.write(format.between());
            }
            out.write(Utf8Json.text(entry.get()));
        }
        out.write(format.after());
    }

    public int written() {
        return written;
    }

    /** How many exchanges the format cannot hold. */
    public int skipped() {
        return skipped;
    }
}
