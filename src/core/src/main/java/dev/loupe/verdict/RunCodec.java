package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.exchange.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What frames a run, as JSON: its head, its contracts, what could not be read, its end. */
public final class RunCodec {
    private RunCodec() {}

    /** Writes the members of a head into the object that is open. */
    public static void writeMembers(JsonGenerator out, Head head) throws IOException {
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
        writeMembers(out, check);
        out.writeEndObject();
    }

    /** Writes the members of a check into the object that is open. */
    public static void writeMembers(JsonGenerator out, CheckInfo check) throws IOException {
        out.writeStringField("id", check.id());
        out.writeStringField("level", check.level().name());
        out.writeStringField("truth", check.truth());
        out.writeStringField("source", check.source());
        out.writeStringField("why", check.why());
        out.writeStringField("fix", check.fix());
    }

    public static Head head(JsonNode json) {
        return new Head(
                json.path("loupe").path("version").asText(),
                json.path("host").asText(),
                json.path("subject").asText(),
                json.path("seed").asLong(),
                Instant.parse(json.path("startedAt").asText()),
                json.path("filtered").asBoolean(),
                list(json.path("checks")).stream().map(RunCodec::check).toList());
    }

    private static CheckInfo check(JsonNode json) {
        return new CheckInfo(
                json.path("id").asText(),
                Level.valueOf(json.path("level").asText().toUpperCase(Locale.ROOT)),
                json.path("truth").asText(),
                json.path("source").asText(),
                json.path("why").asText(),
                json.path("fix").asText());
    }

    public static void write(JsonGenerator out, HeldTo contract) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", contract.name());
        out.writeStringField("fingerprint", contract.fingerprint());
        out.writeArrayFieldStart("corrections");
        for (HeldTo.Corrected correction : contract.corrections()) {
            out.writeStartObject();
            out.writeStringField("target", correction.target());
            out.writeStringField("reason", correction.reason());
            out.writeStringField("evidence", correction.evidence());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("parameters");
        for (DeclaredParameters.Declared declared : contract.parameters()) {
            out.writeStartObject();
            out.writeStringField("at", Clip.whole(declared.at()));
            out.writeStringField("range", Clip.whole(declared.range()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    public static HeldTo heldTo(JsonNode json) {
        return new HeldTo(
                json.path("name").asText(),
                json.path("fingerprint").asText(),
                list(json.path("corrections")).stream()
                        .map(c -> new HeldTo.Corrected(
                                c.path("target").asText(),
                                c.path("reason").asText(),
                                c.path("evidence").asText()))
                        .toList(),
                list(json.path("parameters")).stream()
                        .map(p -> new DeclaredParameters.Declared(
                                p.path("at").asText(), p.path("range").asText()))
                        .toList());
    }

    public static void write(JsonGenerator out, Entry.Unreadable entry) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", Clip.text(entry.file(), Clip.NAME));
        out.writeNumberField("line", entry.line());
        out.writeStringField("message", Clip.text(entry.message(), Clip.TEXT));
        out.writeEndObject();
    }

    public static Entry.Unreadable unreadable(JsonNode json) {
        return new Entry.Unreadable(
                json.path("file").asText(),
                json.path("line").asInt(),
                json.path("message").asText());
    }

    public static void write(JsonGenerator out, Ending ending) throws IOException {
        out.writeStartObject();
        if (ending.finishedAt() != null) {
            out.writeStringField("finishedAt", ending.finishedAt().toString());
        }
        write(out, "stale", ending.stale());
        write(out, "expired", ending.expired());
        write(out, "notLookedAt", ending.notLookedAt());
        write(out, "incomplete", ending.incomplete());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(Clip.text(text, Clip.TEXT));
        }
        out.writeEndArray();
    }

    public static Ending ending(JsonNode json) {
        return new Ending(
                json.has("finishedAt") ? Instant.parse(json.path("finishedAt").asText()) : null,
                texts(json.path("stale")),
                texts(json.path("expired")),
                texts(json.path("notLookedAt")),
                texts(json.path("incomplete")));
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
