package dev.loupe.exchange.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one record: properties in the order of the format, then the unknown ones, so that a diff shows only real changes. */
final class RecordWriter {
    private static final DefaultPrettyPrinter PRETTY = pretty();

    private final Exchange exchange;
    private final JsonGenerator json;
    private final MessageWriter messages;

    private RecordWriter(Exchange exchange, JsonGenerator json) {
        this.exchange = exchange;
        this.json = json;
        this.messages = new MessageWriter(json, exchange.kept());
    }

    static byte[] write(Exchange exchange, boolean pretty) {
        try {
            return write(exchange, pretty, false);
        } catch (IOException halfACharacter) {
            // an unpaired surrogate is valid in JSON and not in UTF-8: then everything beyond ASCII is escaped
            try {
                return write(exchange, pretty, true);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
        }
    }

    private static byte[] write(Exchange exchange, boolean pretty, boolean escape) throws IOException {
        var out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = MessageWriter.TREES.createGenerator(out)) {
            if (pretty) {
                json.setPrettyPrinter(PRETTY.createInstance());
            }
            if (escape) {
                json.setHighestNonEscapedChar(0x7F);
            }
            new RecordWriter(exchange, json).record();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** The record up to its request; the object is not closed. */
    static byte[] beginning(Exchange exchange) {
        return part(exchange, json -> {});
    }

    /** The same up to the pieces of the stream; the array is not closed. */
    static byte[] beginning(Exchange exchange, Reply.Head head) {
        return part(exchange, json -> {
            json.messages.head(head);
            json.json.writeArrayFieldStart("stream");
        });
    }

    /** A piece of a stream. */
    static byte[] piece(Exchange exchange, TimedBytes piece) {
        try {
            var out = new ByteArrayOutputStream(256);
            try (JsonGenerator json = MessageWriter.TREES.createGenerator(out)) {
                new MessageWriter(json, exchange.kept()).piece(piece, MissingNode.getInstance());
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private interface Part {
        void write(RecordWriter writer) throws IOException;
    }

    private static byte[] part(Exchange exchange, Part rest) {
        try {
            var out = new ByteArrayOutputStream(4096);
            try (JsonGenerator json = MessageWriter.TREES.createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
                json.setHighestNonEscapedChar(0x7F);
                var writer = new RecordWriter(exchange, json);
                writer.beginning();
                rest.write(writer);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static DefaultPrettyPrinter pretty() {
        var indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }

    private void record() throws IOException {
        beginning();
        switch (exchange.reply()) {
            case Reply.Answered answered -> messages.response(answered.head(), answered.body(), null);
            case Reply.Streamed streamed -> {
                messages.response(streamed.head(), new Body.None(), streamed.bytes());
                failure(streamed.ending().failure());
            }
            case Reply.Unanswered unanswered -> {
                json.writeNullField("response");
                failure(unanswered.failure());
            }
        }
        transport(exchange.transport());
        for (var property : exchange.kept().properties()) {
            if (!isPart(property.getKey())) {
                messages.property(property);
            }
        }
        json.writeEndObject();
    }

    private void beginning() throws IOException {
        json.writeStartObject();
        json.writeStringField("format", RecordingFormat.NAME);
        json.writeStringField("id", exchange.id().value());
        origin(exchange.origin());
        if (exchange.probed() != null) {
            probe(exchange.probed());
        }
        messages.request(exchange.request());
    }

    /** Unknown properties of these parts are kept under the name of the part and written with it. */
    private static boolean isPart(String name) {
        return switch (name) {
            case "source", "probe", "request", "response", "failure", "transport" -> true;
            default -> false;
        };
    }

    private void origin(Origin origin) throws IOException {
        if (origin.provider() != null) {
            json.writeStringField("provider", origin.provider());
        }
        if (origin.contract() != null) {
            json.writeStringField("contract", origin.contract());
        }
        if (origin.recordedAt() != null) {
            json.writeStringField("recordedAt", origin.recordedAt().toString());
        }
        if (!origin.source().isEmpty() || exchange.kept().has("source")) {
            json.writeObjectFieldStart("source");
            if (!origin.source().isEmpty()) {
                json.writeStringField("kind", origin.source());
            }
            messages.kept("source");
            json.writeEndObject();
        }
    }

    private void probe(ProbeInfo probed) throws IOException {
        json.writeObjectFieldStart("probe");
        json.writeStringField("id", probed.probe());
        json.writeStringField("at", probed.at().toString());
        if (!probed.value().isEmpty()) {
            json.writeStringField("value", probed.value());
        }
        json.writeStringField("rule", probed.rule());
        json.writeStringField("published", RecordParser.lower(probed.published()));
        json.writeStringField("corrected", RecordParser.lower(probed.corrected()));
        if (!probed.controlProbe().isEmpty()) {
            json.writeStringField("twin", probed.controlProbe());
        }
        messages.kept("probe");
        json.writeEndObject();
    }

    private void failure(Reply.@Nullable Failure failure) throws IOException {
        if (failure == null) {
            return;
        }
        json.writeObjectFieldStart("failure");
        json.writeStringField("kind", RecordParser.lower(failure.kind()));
        json.writeStringField("message", failure.message());
        messages.kept("failure");
        json.writeEndObject();
    }

    private void transport(TransportInfo transport) throws IOException {
        if (transport.equals(TransportInfo.NONE) && !exchange.kept().has("transport")) {
            return;
        }
        json.writeObjectFieldStart("transport");
        json.writeArrayFieldStart("failed");
        for (TransportInfo.Attempt attempt : transport.failed()) {
            json.writeStartObject();
            json.writeStringField("kind", RecordParser.lower(attempt.failure().kind()));
            json.writeStringField("message", attempt.failure().message());
            json.writeBooleanField("reused", attempt.reused());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("endedServer", transport.endedServer());
        if (transport.inFlight() != null) {
            writeTexts("inFlight", transport.inFlight());
        }
        if (!transport.serverErrors().isEmpty()) {
            writeTexts("serverErrors", transport.serverErrors());
        }
        if (transport.framing() != null) {
            json.writeArrayFieldStart("framing");
            for (FramingError error : transport.framing()) {
                json.writeStartObject();
                json.writeStringField("kind", RecordParser.lower(error.kind()));
                json.writeStringField("detail", error.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        messages.kept("transport");
        json.writeEndObject();
    }

    private void writeTexts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
