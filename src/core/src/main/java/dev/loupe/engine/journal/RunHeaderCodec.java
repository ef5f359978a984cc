package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.DeclaredParameters;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.text.TextTruncation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header of a run, its contracts, unreadable records and its end, as JSON. */
public final class RunHeaderCodec {
    private RunHeaderCodec() {}

    /** Writes the properties of a header into the open object. */
    public static void writeProperties(JsonGenerator out, RunHeader head) throws IOException {
        out.writeObjectFieldStart("loupe");
        out.writeStringField("version", head.version());
        out.writeEndObject();
        out.writeStringField("host", head.host());
        out.writeStringField("subject", head.subject());
        out.writeNumberField("seed", head.seed());
        out.writeStringField("startedAt", head.startedAt().toString());
        out.writeBooleanField("filtered", head.filtered());
    }

    public static void write(JsonGenerator out, CheckInfo check) throws IOException {
        out.writeStartObject();
        writeProperties(out, check);
        out.writeEndObject();
    }

    /** Writes the properties of a check into the open object. */
    public static void writeProperties(JsonGenerator out, CheckInfo check) throws IOException {
        out.writeStringField("id", check.id());
        out.writeStringField("level", check.level().name());
        out.writeStringField("truth", check.truth());
        out.writeStringField("source", check.source());
        out.writeStringField("why", check.why());
        out.writeStringField("fix", check.fix());
    }

    public static RunHeader header(JsonNode json) {
        return new RunHeader(
                json.path("loupe").path("version").asText(),
                json.path("host").asText(),
                json.path("subject").asText(),
                json.path("seed").asLong(),
                Instant.parse(json.path("startedAt").asText()),
                json.path("filtered").asBoolean(),
                list(json.path("checks")).stream().map(RunHeaderCodec::check).toList());
    }

    static Level level(JsonNode json) {
        return Level.valueOf(json.path("level").asText().toUpperCase(Locale.ROOT));
    }

    private static CheckInfo check(JsonNode json) {
        return new CheckInfo(
                json.path("id").asText(),
                level(json),
                json.path("truth").asText(),
                json.path("source").asText(),
                json.path("why").asText(),
                json.path("fix").asText());
    }

    public static void write(JsonGenerator out, ContractInfo contract) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", contract.name());
        out.writeStringField("fingerprint", contract.fingerprint());
        out.writeArrayFieldStart("corrections");
        for (ContractInfo.AppliedCorrection correction : contract.corrections()) {
            out.writeStartObject();
            out.writeStringField("target", correction.target());
            out.writeStringField("reason", correction.reason());
            out.writeStringField("evidence", correction.evidence());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("parameters");
        for (DeclaredParameters.Parameter declared : contract.parameters()) {
            out.writeStartObject();
            out.writeStringField("at", TextTruncation.wellFormed(declared.at()));
            out.writeStringField("range", TextTruncation.wellFormed(declared.range()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    public static ContractInfo contract(JsonNode json) {
        return new ContractInfo(
                json.path("name").asText(),
                json.path("fingerprint").asText(),
                list(json.path("corrections")).stream()
                        .map(c -> new ContractInfo.AppliedCorrection(
                                c.path("target").asText(),
                                c.path("reason").asText(),
                                c.path("evidence").asText()))
                        .toList(),
                list(json.path("parameters")).stream()
                        .map(p -> new DeclaredParameters.Parameter(
                                p.path("at").asText(), p.path("range").asText()))
                        .toList());
    }

    public static void write(JsonGenerator out, ReadResult.Unreadable entry) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", TextTruncation.withLength(entry.file(), TextTruncation.NAME));
        out.writeNumberField("line", entry.line());
        out.writeStringField("message", TextTruncation.withLength(entry.message(), TextTruncation.TEXT));
        out.writeEndObject();
    }

    public static ReadResult.Unreadable unreadable(JsonNode json) {
        return new ReadResult.Unreadable(
                json.path("file").asText(),
                json.path("line").asInt(),
                json.path("message").asText());
    }

    public static void write(JsonGenerator out, RunEnd ending) throws IOException {
        out.writeStartObject();
        if (ending.finishedAt() != null) {
            out.writeStringField("finishedAt", ending.finishedAt().toString());
        }
        write(out, "stale", ending.stale());
        write(out, "expired", ending.expired());
        write(out, "notLookedAt", ending.notExamined());
        write(
                out,
                "incomplete",
                ending.incomplete().stream()
                        .map(reason -> ReportRedaction.redact(reason.message()))
                        .toList());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(TextTruncation.withLength(text, TextTruncation.TEXT));
        }
        out.writeEndArray();
    }

    public static RunEnd end(JsonNode json) {
        return new RunEnd(
                json.has("finishedAt") ? Instant.parse(json.path("finishedAt").asText()) : null,
                texts(json.path("stale")),
                texts(json.path("expired")),
                texts(json.path("notLookedAt")),
                texts(json.path("incomplete")).stream()
                        .<IncompleteReason>map(IncompleteReason.Recorded::new)
                        .toList());
    }

    private static List<String> texts(JsonNode json) {
        return list(json).stream().map(JsonNode::asText).toList();
    }

    static List<JsonNode> list(JsonNode json) {
        List<JsonNode> items = new ArrayList<>();
        json.forEach(items::add);
        return items;
    }
}
