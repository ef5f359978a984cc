package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.JudgedExchange;
import dev.loupe.engine.result.RequestField;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.StreamTimeline;
import dev.loupe.engine.result.ToolCallFacts;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One exchange of a run, as JSON, without its findings. */
public final class ExchangeResultCodec {
    private static final String SENT = "sent";

    private ExchangeResultCodec() {}

    public static void write(JsonGenerator out, ExchangeResult row) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", row.id().value());
        out.writeStringField("verdict", row.decision().verdict().word());
        writeStored(out, row.basis().stored());
        if (row.basis().contract() != null) {
            out.writeStringField("contract", row.basis().contract());
        }
        out.writeStringField("provider", row.basis().provider());
        if (!row.basis().providerReason().isEmpty()) {
            out.writeStringField("providerReason", row.basis().providerReason());
        }
        if (row.decision().unusable() != null) {
            out.writeStringField("unusable", row.decision().unusable());
        }
        out.writeStringField("marks", row.decision().marks());
        out.writeArrayFieldStart("outcomes");
        for (ExchangeResult.CheckReason reason : row.decision().reasons()) {
            out.writeStartObject();
            out.writeStringField("check", reason.check());
            out.writeStringField("outcome", reason.outcome().word());
            out.writeStringField("why", reason.why());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (!row.findings().isEmpty()) {
            out.writeNumberField("findings", row.findings().size());
        }
        write(out, row.facts());
        out.writeEndObject();
    }

    static void writeStored(JsonGenerator out, @org.jspecify.annotations.Nullable SourceLocation stored)
            throws IOException {
        if (stored != null) {
            out.writeStringField("file", stored.file());
            out.writeNumberField("line", stored.line());
        }
    }

    static @org.jspecify.annotations.Nullable SourceLocation stored(JsonNode json) {
        return json.has("file")
                ? new SourceLocation(
                        json.path("file").asText(), json.path("line").asInt())
                : null;
    }

    public static ExchangeResult read(JsonNode json) {
        JudgedExchange judged = readJudged(json, List.of());
        return new ExchangeResult(judged.id(), judged.basis(), judged.decision(), facts(json), List.of());
    }

    static JudgedExchange readJudged(JsonNode json, List<Finding> findings) {
        List<ExchangeResult.CheckReason> reasons = RunHeaderCodec.list(json.path("outcomes")).stream()
                .map(o -> new ExchangeResult.CheckReason(
                        o.path("check").asText(),
                        CheckOutcome.Kind.ofWord(o.path("outcome").asText()),
                        o.path("why").asText()))
                .toList();
        return new JudgedExchange(
                new Exchange.Id(json.path("id").asText()),
                new ExchangeResult.Basis(
                        stored(json),
                        json.path("contract").textValue(),
                        json.path("provider").asText(),
                        json.path("providerReason").asText()),
                new ExchangeResult.Decision(
                        Verdict.ofWord(json.path("verdict").asText()),
                        json.path("unusable").textValue(),
                        json.path("marks").asText(),
                        reasons),
                findings);
    }

    /** Whether a property, and all after it, are facts of the exchange. */
    static boolean isFact(String property) {
        return property.equals("status") || property.equals(SENT);
    }

    private static void write(JsonGenerator out, ExchangeFacts facts) throws IOException {
        if (facts.status() != 0) {
            out.writeNumberField("status", facts.status());
        }
        out.writeObjectFieldStart(SENT);
        for (RequestField sent : facts.sent()) {
            out.writeFieldName(sent.at());
            write(out, sent);
        }
        out.writeEndObject();
        writeUsage(out, facts.usage());
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
        ExchangeFacts.ProbeFacts probe = facts.probe();
        if (probe != null) {
            out.writeObjectFieldStart("probe");
            out.writeStringField("probe", probe.probe());
            out.writeStringField("at", probe.at());
            out.writeStringField("value", probe.value());
            out.writeStringField("rule", probe.rule());
            out.writeBooleanField("allowed", probe.allowed());
            out.writeEndObject();
        }
        writeTools(out, facts.tools());
    }

    private static void writeUsage(JsonGenerator out, ExchangeFacts.@Nullable Usage usage) throws IOException {
        if (usage != null) {
            out.writeObjectFieldStart("usage");
            out.writeNumberField("prompt", usage.prompt());
            out.writeNumberField("completion", usage.completion());
            out.writeNumberField("total", usage.total());
            out.writeNumberField("characters", usage.characters());
            if (usage.cost() != null) {
                out.writeNumberField("cost", usage.cost());
            }
            out.writeEndObject();
        }
    }

    private static void writeTools(JsonGenerator out, @Nullable ToolCallFacts tools) throws IOException {
        if (tools != null) {
            out.writeObjectFieldStart("tools");
            out.writeStringField("model", tools.model());
            out.writeNumberField("calls", tools.calls());
            out.writeNumberField("invalidArguments", tools.invalidArguments());
            out.writeNumberField("unknownName", tools.unknownName());
            out.writeNumberField("schemaMismatch", tools.schemaMismatch());
            out.writeEndObject();
        }
    }

    /** A scalar as it is; anything else as its kind and its size. */
    private static void write(JsonGenerator out, RequestField sent) throws IOException {
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

    private static RequestField sent(String at, JsonNode json) {
        RequestField.Kind kind =
                switch (json.getNodeType()) {
                    case NUMBER -> RequestField.Kind.NUMBER;
                    case BOOLEAN -> RequestField.Kind.BOOLEAN;
                    case STRING -> RequestField.Kind.WORD;
                    case ARRAY ->
                        RequestField.Kind.valueOf(json.path(0).asText().toUpperCase(Locale.ROOT));
                    default -> RequestField.Kind.NULL;
                };
        return new RequestField(at, kind, json.isArray() ? json.path(1) : json);
    }

    private static void write(JsonGenerator out, StreamTimeline stream) throws IOException {
        out.writeObjectFieldStart("stream");
        out.writeNumberField("events", stream.events());
        out.writeNumberField("first", stream.first());
        out.writeNumberField("firstToken", stream.firstToken());
        out.writeNumberField("last", stream.last());
        out.writeNumberField("longestGap", stream.longestGap());
        out.writeStringField("ended", stream.ended());
        if (!stream.ticks().isEmpty()) {
            out.writeArrayFieldStart("ticks");
            for (StreamTimeline.Tick tick : stream.ticks()) {
                out.writeStartArray();
                out.writeNumber(tick.at());
                out.writeNumber(tick.size());
                out.writeString(tick.content().word());
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static ExchangeFacts facts(JsonNode json) {
        List<RequestField> sent = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : json.path(SENT).properties()) {
            sent.add(sent(property.getKey(), property.getValue()));
        }
        JsonNode usage = json.path("usage");
        JsonNode probe = json.path("probe");
        return new ExchangeFacts(
                json.path("status").asInt(),
                sent,
                usage.isObject()
                        ? new ExchangeFacts.Usage(
                                usage.path("prompt").asLong(),
                                usage.path("completion").asLong(),
                                usage.path("total").asLong(),
                                usage.path("characters").asLong(),
                                usage.has("cost") ? usage.path("cost").decimalValue() : null)
                        : null,
                times(json.path("times")),
                json.path("stream").isObject() ? timeline(json.path("stream")) : null,
                probe.isObject()
                        ? new ExchangeFacts.ProbeFacts(
                                probe.path("probe").asText(),
                                probe.path("at").asText(),
                                probe.path("value").asText(),
                                probe.path("rule").asText(),
                                probe.path("allowed").asBoolean())
                        : null,
                tools(json.path("tools")));
    }

    private static @Nullable ToolCallFacts tools(JsonNode json) {
        return json.isObject()
                ? new ToolCallFacts(
                        json.path("model").asText(),
                        json.path("calls").asInt(),
                        json.path("invalidArguments").asInt(),
                        json.path("unknownName").asInt(),
                        json.path("schemaMismatch").asInt())
                : null;
    }

    private static Reply.@Nullable Times times(JsonNode json) {
        return json.isObject()
                ? new Reply.Times(
                        json.path("firstByte").asDouble(), json.path("end").asDouble())
                : null;
    }

    private static StreamTimeline timeline(JsonNode json) {
        List<StreamTimeline.Tick> ticks = RunHeaderCodec.list(json.path("ticks")).stream()
                .map(t -> new StreamTimeline.Tick(
                        t.path(0).asDouble(),
                        t.path(1).asInt(),
                        StreamTimeline.ChunkContent.valueOf(t.path(2).asText().toUpperCase(Locale.ROOT))))
                .toList();
        return new StreamTimeline(
                json.path("events").asInt(),
                json.path("first").asDouble(),
                json.path("firstToken").asDouble(-1),
                json.path("last").asDouble(),
                json.path("longestGap").asDouble(),
                json.path("ended").asText(),
                ticks);
    }
}
