package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.text.Utf8Json;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes results during the run: one line of JSON per exchange, complete before the next exchange is written. A killed process
 * loses at most the line that it was writing; readers skip an incomplete last line.
 */
public final class JournalWriter implements Closeable {
    static final String FORMAT = "loupe-journal/1";
    static final String FACTS = "compared";

    private final OutputStream file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);

    private JournalWriter(OutputStream file) {
        this.file = file;
    }

    public static JournalWriter create(Path path, RunHeader head) {
        try {
            JournalWriter journal = new JournalWriter(Files.newOutputStream(path));
            journal.line(out -> {
                out.writeStringField("format", FORMAT);
                out.writeObjectFieldStart("run");
                RunHeaderCodec.writeProperties(out, head);
                out.writeArrayFieldStart("checks");
                for (var check : head.checks()) {
                    RunHeaderCodec.write(out, check);
                }
                out.writeEndArray();
                out.writeEndObject();
            });
            return journal;
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    private interface Properties {
        void write(JsonGenerator out) throws IOException;
    }

    private void line(Properties properties) {
        try {
            line.reset();
            try (JsonGenerator out = Utf8Json.FACTORY.createGenerator(line)) {
                out.writeStartObject();
                properties.write(out);
                out.writeEndObject();
            }
            line.write('\n');
            line.writeTo(file);
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
    }

    public void write(ContractInfo contract) {
        line(out -> {
            out.writeFieldName("contract");
            RunHeaderCodec.write(out, contract);
        });
    }

    public void write(ExchangeResult row, RecordedFacts facts) {
        line(out -> {
            out.writeFieldName("exchange");
            ExchangeResultCodec.write(out, row);
            if (!row.findings().isEmpty()) {
                out.writeArrayFieldStart("findings");
                for (Finding finding : row.findings()) {
                    FindingCodec.write(out, finding);
                }
                out.writeEndArray();
            }
            if (!facts.facts().isMissingNode()) {
                write(out, row, facts);
            }
        });
    }

    private static void write(JsonGenerator out, ExchangeResult row, RecordedFacts facts) throws IOException {
        out.writeObjectFieldStart(FACTS);
        if (!facts.id().equals(row.id().value())) {
            out.writeStringField("id", facts.id());
        }
        if (facts.recordedAt() != null) {
            out.writeStringField("recordedAt", facts.recordedAt().toString());
        }
        if (facts.undecided()) {
            out.writeBooleanField("undecided", true);
        }
        out.writeFieldName("facts");
        JournalReader.MAPPER.writeTree(out, facts.facts());
        out.writeEndObject();
    }

    public void write(ReadResult.Unreadable entry) {
        line(out -> {
            out.writeFieldName("unreadable");
            RunHeaderCodec.write(out, entry);
        });
    }

    public void write(RunEnd ending) {
        line(out -> {
            out.writeFieldName("end");
            RunHeaderCodec.write(out, ending);
        });
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
