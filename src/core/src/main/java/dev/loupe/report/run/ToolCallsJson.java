package dev.loupe.report.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.summary.ToolCallTable;
import java.io.IOException;

/** The rates of tool calls, as {@code run.json} and {@code comparison.json} have them. */
public final class ToolCallsJson {
    private ToolCallsJson() {}

    /** The property {@code tools}; absent when no request offers tools. */
    public static void write(JsonGenerator out, ToolCallTable table) throws IOException {
        if (table.rows().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("tools");
        for (ToolCallTable.Row row : table.rows()) {
            out.writeStartObject();
            out.writeStringField("provider", row.provider());
            out.writeStringField("model", row.model());
            out.writeNumberField("calls", row.calls());
            rate(out, "calling", new Rate(row.calling(), row.responses()));
            rate(out, "invalidArguments", new Rate(row.invalidArguments(), row.calls()));
            rate(out, "unknownName", new Rate(row.unknownName(), row.calls()));
            rate(out, "schemaMismatch", new Rate(row.schemaMismatch(), row.calls()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** A rate with its interval. */
    public static void rate(JsonGenerator out, String name, Rate rate) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeNumberField("count", rate.count());
        out.writeNumberField("of", rate.of());
        out.writeNumberField("lower", rounded(rate.lower()));
        out.writeNumberField("upper", rounded(rate.upper()));
        out.writeEndObject();
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
