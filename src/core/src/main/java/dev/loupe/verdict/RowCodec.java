package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One exchange of a run, as JSON; without its findings, which are apart. */
public final class RowCodec {
    private RowCodec() {}

    public static void write(JsonGenerator out, Row row) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", row.id().value());
        out.writeStringField("verdict", row.decided().verdict().word());
        writeStored(out, row.against().stored());
        if (row.against().contract() != null) {
            out.writeStringField("contract", row.against().contract());
        }
        out.writeStringField("provider", row.against().provider());
        if (row.decided().unusable() != null) {
            out.writeStringField("unusable", row.decided().unusable());
        }
        out.writeStringField("marks", row.decided().marks());
        out.writeArrayFieldStart("outcomes");
        for (Row.Said said : row.decided().said()) {
            out.writeStartObject();
            out.writeStringField("check", said.check());
            out.writeStringField("outcome", said.outcome().word());
            out.writeStringField("why", said.why());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (!row.findings().isEmpty()) {
            out.writeNumberField("findings", row.findings().size());
        }
        write(out, row.facts());
        out.writeEndObject();
    }

    static void writeStored(JsonGenerator out, @org.jspecify.annotations.Nullable Stored stored) throws IOException {
        if (stored != null) {
            out.writeStringField("file", stored.file());
            out.writeNumberField("line", stored.line());
        }
    }

    static @org.jspecify.annotations.Nullable Stored stored(JsonNode json) {
        return json.has("file")
                ? new Stored(json.path("file").asText(), json.path("line").asInt())
                : null;
    }

    public static Row read(JsonNode json) {
        List<Row.Said> said = RunCodec.list(json.path("outcomes")).stream()
                .map(o -> new Row.Said(
                        o.path("check").asText(),
                        Outcome.Kind.ofWord(o.path("outcome").asText()),
                        o.path("why").asText()))
                .toList();
        return new Row(
                new Exchange.Id(json.path("id").asText()),
                new Row.Against(
                        stored(json),
                        json.path("contract").textValue(),
                        json.path("provider").asText()),
                new Row.Decided(
                        Verdict.ofWord(json.path("verdict").asText()),
                        json.path("unusable").textValue(),
                        json.path("marks").asText(),
                        said),
                facts(json),
                List.of());
    }

    private static void write(JsonGenerator out, Facts facts) throws IOException {
        if (facts.status() != 0) {
            out.writeNumberField("status", facts.status());
        }
        out.writeObjectFieldStart("sent");
        for (Sent sent : facts.sent()) {
            out.writeFieldName(sent.at());
            write(out, sent);
        }
        out.writeEndObject();
        Facts.Usage usage = facts.usage();
        if (usage != null) {
            out.writeObjectFieldStart("usage");
            out.writeNumberField("prompt", usage.prompt());
            out.writeNumberField("completion", usage.completion());
            out.writeNumberField("total", usage.total());
            out.writeNumberField("characters", usage.characters());
            out.writeEndObject();
        }
        Reply.Times times = facts.times();
        if (times != null) {
            out.writeObjectFieldStart("times");
            out.writeNumberField("firstByte", times.firstByte());
            out.writeNumberField("end", times.end());
            out.writeEndObject();
        }
        if (facts.stream() != null) {
            write(out, facts.stream());
        }
        Facts.Probing probe = facts.probe();
        if (probe != null) {
            out.writeObjectFieldStart("probe");
            out.writeStringField("probe", probe.probe());
            out.writeStringField("at", probe.at());
            out.writeStringField("value", probe.value());
            out.writeStringField("rule", probe.rule());
            out.writeBooleanField("allowed", probe.allowed());
            out.writeEndObject();
        }
    }

    /** A scalar as it is; anything else as its kind and its size. */
    private static void write(JsonGenerator out, Sent sent) throws IOException {
        switch (sent.kind()) {
            case NUMBER -> out.writeNumber(sent.value().decimalValue());
            case BOOLEAN -> out.writeBoolean(sent.value().booleanValue());
            case WORD -> out.writeString(sent.value().textValue());
            case NULL -> out.writeNull();
            case TEXT, ARRAY, OBJECT -> {
                out.writeStartArray();
                out.writeString(sent.kind().name().toLowerCase(Locale.ROOT));
                out.writeNumber(sent.value().intValue());
                out.writeEndArray();
            }
        }
    }

    private static Sent sent(String at, JsonNode json) {
        Sent.Kind kind =
                switch (json.getNodeType()) {
                    case NUMBER -> Sent.Kind.NUMBER;
                    case BOOLEAN -> Sent.Kind.BOOLEAN;
                    case STRING -> Sent.Kind.WORD;
                    case ARRAY -> Sent.Kind.valueOf(json.path(0).asText().toUpperCase(Locale.ROOT));
                    default -> Sent.Kind.NULL;
                };
        return new Sent(at, kind, json.isArray() ? json.path(1) : json);
    }

    private static void write(JsonGenerator out, Timeline stream) throws IOException {
        out.writeObjectFieldStart("stream");
        out.writeNumberField("events", stream.events());
        out.writeNumberField("first", stream.first());
        out.writeNumberField("firstToken", stream.firstToken());
        out.writeNumberField("last", stream.last());
        out.writeNumberField("longestGap", stream.longestGap());
        out.writeStringField("ended", stream.ended());
        if (!stream.ticks().isEmpty()) {
            out.writeArrayFieldStart("ticks");
            for (Timeline.Tick tick : stream.ticks()) {
                out.writeStartArray();
                out.writeNumber(tick.at());
                out.writeNumber(tick.size());
                out.writeString(tick.brought().word());
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static Facts facts(JsonNode json) {
        List<Sent> sent = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : json.path("sent").properties()) {
            sent.add(sent(member.getKey(), member.getValue()));
        }
        JsonNode usage = json.path("usage");
        JsonNode probe = json.path("probe");
        return new Facts(
                json.path("status").asInt(),
                sent,
                usage.isObject()
                        ? new Facts.Usage(
                                usage.path("prompt").asLong(),
                                usage.path("completion").asLong(),
                                usage.path("total").asLong(),
                                usage.path("characters").asLong())
                        : null,
                times(json.path("times")),
                json.path("stream").isObject() ? timeline(json.path("stream")) : null,
                probe.isObject()
                        ? new Facts.Probing(
                                probe.path("probe").asText(),
                                probe.path("at").asText(),
                                probe.path("value").asText(),
                                probe.path("rule").asText(),
                                probe.path("allowed").asBoolean())
                        : null);
    }

    private static Reply.@Nullable Times times(JsonNode json) {
        return json.isObject()
                ? new Reply.Times(
                        json.path("firstByte").asDouble(), json.path("end").asDouble())
                : null;
    }

    private static Timeline timeline(JsonNode json) {
        List<Timeline.Tick> ticks = RunCodec.list(json.path("ticks")).stream()
                .map(t -> new Timeline.Tick(
                        t.path(0).asDouble(),
                        t.path(1).asInt(),
                        Timeline.Brought.valueOf(t.path(2).asText().toUpperCase(Locale.ROOT))))
                .toList();
        return new Timeline(
                json.path("events").asInt(),
                json.path("first").asDouble(),
                json.path("firstToken").asDouble(-1),
                json.path("last").asDouble(),
                json.path("longestGap").asDouble(),
                json.path("ended").asText(),
                ticks);
    }
}
