package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.exchange.Entry;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was decided, on disk while the run goes: one line of JSON per exchange, handed to the operating system as a whole
 * before the next exchange is looked at. A process that is killed loses at most the line that it was writing; a reader
 * takes a last line without its end for what it is.
 */
public final class Journal implements Closeable {
    static final String FORMAT = "loupe-journal/1";
    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);

    private Journal(OutputStream file) {
        this.file = file;
    }

    static Journal create(Path path, Head head) {
        try {
            Journal journal = new Journal(Files.newOutputStream(path));
            journal.line(out -> {
                out.writeStringField("format", FORMAT);
                out.writeObjectFieldStart("run");
                RunCodec.writeMembers(out, head);
                out.writeArrayFieldStart("checks");
                for (var check : head.checks()) {
                    RunCodec.write(out, check);
                }
                out.writeEndArray();
                out.writeEndObject();
            });
            return journal;
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    private interface Members {
        void write(JsonGenerator out) throws IOException;
    }

    private void line(Members members) {
        try {
            line.reset();
            try (JsonGenerator out = JSON.createGenerator(line)) {
                out.writeStartObject();
                members.write(out);
                out.writeEndObject();
            }
            line.write('\n');
            line.writeTo(file);
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
    }

    void write(HeldTo contract) {
        line(out -> {
            out.writeFieldName("contract");
            RunCodec.write(out, contract);
        });
    }

    void write(Row row) {
        line(out -> {
            out.writeFieldName("exchange");
            RowCodec.write(out, row);
            if (!row.findings().isEmpty()) {
                out.writeArrayFieldStart("findings");
                for (Finding finding : row.findings()) {
                    FindingCodec.write(out, finding);
                }
                out.writeEndArray();
            }
        });
    }

    void write(Entry.Unreadable entry) {
        line(out -> {
            out.writeFieldName("unreadable");
            RunCodec.write(out, entry);
        });
    }

    void write(Ending ending) {
        line(out -> {
            out.writeFieldName("end");
            RunCodec.write(out, ending);
        });
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
