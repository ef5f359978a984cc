package dev.loupe.report.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/** Formats JSON with one line for each property and for each item of its arrays, so that a diff of two runs is readable. */
public final class JsonLineWriter extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1;

    private int depth;

    private void lineEnd(JsonGenerator out) throws IOException {
        if (depth <= 2) {
            out.writeRaw('\n');
        }
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        depth++;
        super.writeStartObject(out);
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        if (depth == 1) {
            lineEnd(out);
        }
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        super.writeObjectEntrySeparator(out);
        if (depth == 1) {
            lineEnd(out);
        }
    }

    @Override
    public void writeEndObject(JsonGenerator out, int properties) throws IOException {
        if (depth == 1) {
            lineEnd(out);
        }
        depth--;
        super.writeEndObject(out, properties);
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        depth++;
        super.writeStartArray(out);
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        lineEnd(out);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        super.writeArrayValueSeparator(out);
        lineEnd(out);
    }

    @Override
    public void writeEndArray(JsonGenerator out, int items) throws IOException {
        if (items > 0) {
            lineEnd(out);
        }
        depth--;
        super.writeEndArray(out, items);
    }
}
