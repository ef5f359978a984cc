package dev.loupe.report.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.loupe.text.Utf8Json;
import java.io.IOException;
import java.io.OutputStream;

/** The Code Climate format, as GitLab reads it for its code quality report. */
public final class CodeQualityWriter {
    private CodeQualityWriter() {}

    /** Writes annotations. The format has no suppressions, so accepted ones are left out by the caller. */
    public static void write(OutputStream to, Iterable<ReportAnnotation> notes) {
        try (JsonGenerator json = Utf8Json.FACTORY.createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartArray();
            for (ReportAnnotation note : notes) {
                issue(json, note);
            }
            json.writeEndArray();
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new ReportException("cannot write the code quality report", failure);
        }
    }

    private static void issue(JsonGenerator json, ReportAnnotation note) throws IOException {
        ReportAnnotation.Location location = note.locationOrReport();
        json.writeStartObject();
        json.writeStringField("type", "issue");
        json.writeStringField("check_name", note.rule().entry().id());
        String at = note.at().isEmpty() ? "" : " (" + note.at() + ")";
        json.writeStringField("description", VisibleText.line(note.message() + at));
        json.writeStringField("fingerprint", note.fingerprint());
        json.writeStringField("severity", severity(note.rule().severity()));
        json.writeObjectFieldStart("location");
        json.writeStringField("path", VisibleText.line(location.file()));
        json.writeObjectFieldStart("lines");
        json.writeNumberField("begin", Math.max(1, location.line()));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String severity(ReportAnnotation.Severity severity) {
        return switch (severity) {
            case ERROR -> "critical";
            case WARNING -> "minor";
            case NOTE -> "info";
        };
    }
}
