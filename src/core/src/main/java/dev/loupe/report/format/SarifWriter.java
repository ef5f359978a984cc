package dev.loupe.report.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.loupe.text.Utf8Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SARIF 2.1.0, as code hosts and editors read it. */
public final class SarifWriter {
    /** GitHub keeps at most so many results of a run. */
    public static final int MAX_RESULTS = 5_000;

    /** The address of the project; a test compares it with the one in pom.xml. */
    public static final String INFORMATION = "https://loupe.example";

    /** Where an internal error is reported. */
    public static final String ISSUES = INFORMATION + "/issues";

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final JsonGenerator out;
    private final Map<String, Integer> ruleIndices = new HashMap<>();

    private SarifWriter(JsonGenerator out) {
        this.out = out;
    }

    /**
     * The tool and its invocation.
     *
     * @param success false when the run is incomplete
     * @param omitted how many results are omitted, and where they are; empty for none
     */
    public record Document(String version, boolean success, String omitted) {}

    /** Writes a document. It has all rules, also those without results. */
    public static void write(
            OutputStream to, Document document, List<ReportAnnotation.Rule> rules, Iterable<ReportAnnotation> notes) {
        try (JsonGenerator json = Utf8Json.FACTORY.createGenerator(new PlainJsonOutput(to))) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new SarifWriter(json).document(document, rules, notes);
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new ReportException("cannot write SARIF", failure);
        }
    }

    private void document(Document document, List<ReportAnnotation.Rule> rules, Iterable<ReportAnnotation> notes)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("$schema", SCHEMA);
        out.writeStringField("version", "2.1.0");
        out.writeArrayFieldStart("runs");
        out.writeStartObject();
        out.writeObjectFieldStart("tool");
        out.writeObjectFieldStart("driver");
        out.writeStringField("name", "Loupe");
        out.writeStringField("version", document.version());
        out.writeStringField("informationUri", INFORMATION);
        out.writeArrayFieldStart("rules");
        for (ReportAnnotation.Rule rule : rules) {
            ruleIndices.put(rule.entry().id(), ruleIndices.size());
            rule(rule);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
        out.writeStringField("columnKind", "utf16CodeUnits");
        invocation(document);
        out.writeArrayFieldStart("results");
        for (ReportAnnotation note : notes) {
            result(note);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }

    private void rule(ReportAnnotation.Rule rule) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", rule.entry().id());
        text("shortDescription", rule.entry().truth());
        text("fullDescription", rule.entry().why());
        out.writeObjectFieldStart("help");
        String source = rule.entry().source();
        out.writeStringField(
                "text", clean(rule.entry().why() + "\n\nFix: " + rule.entry().fix() + "\n\nSource: " + source));
        out.writeEndObject();
        out.writeObjectFieldStart("defaultConfiguration");
        out.writeStringField("level", rule.severity().word());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void invocation(Document document) throws IOException {
        out.writeArrayFieldStart("invocations");
        out.writeStartObject();
        out.writeBooleanField("executionSuccessful", document.success());
        if (!document.omitted().isEmpty()) {
            out.writeArrayFieldStart("toolExecutionNotifications");
            out.writeStartObject();
            text("message", document.omitted());
            out.writeStringField("level", "note");
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    private void result(ReportAnnotation note) throws IOException {
        out.writeStartObject();
        out.writeStringField("ruleId", note.rule().entry().id());
        Integer index = ruleIndices.get(note.rule().entry().id());
        if (index != null) {
            out.writeNumberField("ruleIndex", index);
        }
        out.writeStringField("level", note.rule().severity().word());
        text("message", note.message());
        location(note);
        related(note);
        out.writeObjectFieldStart("partialFingerprints");
        out.writeStringField("loupe/1", note.fingerprint());
        // GitHub recognizes a finding of another run by this one alone
        out.writeStringField("primaryLocationLineHash", note.fingerprint() + ":1");
        out.writeEndObject();
        if (note.accepted() != null) {
            out.writeArrayFieldStart("suppressions");
            out.writeStartObject();
            out.writeStringField("kind", "external");
            out.writeStringField("justification", clean(note.accepted()));
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void location(ReportAnnotation note) throws IOException {
        out.writeArrayFieldStart("locations");
        out.writeStartObject();
        physical(note.locationOrReport());
        if (!note.at().isEmpty()) {
            out.writeArrayFieldStart("logicalLocations");
            out.writeStartObject();
            out.writeStringField("fullyQualifiedName", clean(note.at()));
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    private void related(ReportAnnotation note) throws IOException {
        if (note.related().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("relatedLocations");
        for (ReportAnnotation.Related related : note.related()) {
            out.writeStartObject();
            physical(related.location());
            text("message", related.message());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void physical(ReportAnnotation.Location location) throws IOException {
        out.writeObjectFieldStart("physicalLocation");
        out.writeObjectFieldStart("artifactLocation");
        out.writeStringField("uri", uri(location.file()));
        out.writeEndObject();
        out.writeObjectFieldStart("region");
        out.writeNumberField("startLine", Math.max(1, location.line()));
        out.writeEndObject();
        out.writeEndObject();
    }

    private void text(String name, String text) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("text", clean(text));
        out.writeEndObject();
    }

    private static String clean(String text) {
        return VisibleText.neutral(text.replace('\r', '\n'));
    }

    /** A path as a relative or {@code file:} URI, escaped. */
    public static String uri(String file) {
        String path = file.replace('\\', '/');
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        try {
            return path.startsWith("/") || drive
                    ? new URI("file", "", drive ? "/" + path : path, null).toASCIIString()
                    : new URI(null, null, "./" + path, null).toASCIIString().substring(2);
        } catch (URISyntaxException impossible) {
            return URI.create("unknown").toString();
        }
    }
}
