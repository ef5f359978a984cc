package dev.loupe.report.comparison;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.check.Level;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.summary.DurationPercentiles;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.report.format.JsonLineWriter;
import dev.loupe.report.format.PlainJsonOutput;
import dev.loupe.report.run.RunPhrases;
import dev.loupe.report.run.ToolCallsJson;
import dev.loupe.text.Utf8Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code comparison.json}, format {@code loupe-comparison/1}. */
public final class ComparisonJson {

    private final JsonGenerator out;

    private ComparisonJson(JsonGenerator out) {
        this.out = out;
    }

    public static void write(RunComparison comparison, OutputStream to) throws IOException {
        try (JsonGenerator json = Utf8Json.FACTORY.createGenerator(new PlainJsonOutput(to))) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new JsonLineWriter());
            new ComparisonJson(json).document(comparison);
            json.writeRaw('\n');
        }
    }

    private void document(RunComparison comparison) throws IOException {
        out.writeStartObject();
        out.writeStringField("format", "loupe-comparison/1");
        out.writeStringField("verdict", comparison.verdict().word());
        out.writeArrayFieldStart("runs");
        for (RunComparison.Side side : comparison.sides()) {
            side(side);
        }
        out.writeEndArray();
        RunDifference difference = comparison.difference();
        if (difference != null) {
            difference(difference);
        }
        out.writeArrayFieldStart("checks");
        for (RunComparison.CheckRow row : comparison.checks()) {
            check(row);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("paired");
        for (PairedRate rate : comparison.paired()) {
            paired(rate);
        }
        out.writeEndArray();
        triggers(comparison);
        out.writeArrayFieldStart("parameters");
        for (RunComparison.ParameterRow row : comparison.parameters()) {
            out.writeStartObject();
            out.writeStringField("at", row.at());
            out.writeStringField("declared", row.declared());
            out.writeArrayFieldStart("seen");
            for (String seen : row.values()) {
                out.writeString(seen);
            }
            out.writeEndArray();
            support(row);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void support(RunComparison.ParameterRow row) throws IOException {
        out.writeArrayFieldStart("support");
        for (ParameterTreatment support : row.support()) {
            out.writeStartObject();
            out.writeStringField("kind", support.kind().word());
            out.writeStringField("detail", support.detail());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void rate(String name, Rate rate) throws IOException {
        ToolCallsJson.rate(out, name, rate);
    }

    private void triggers(RunComparison comparison) throws IOException {
        List<ToolCallAgreement> triggers = comparison.toolTriggers();
        if (triggers.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("toolTriggers");
        for (ToolCallAgreement trigger : triggers) {
            out.writeStartObject();
            out.writeStringField("provider", trigger.provider());
            out.writeStringField("model", trigger.model());
            rate("precision", trigger.precision());
            rate("recall", trigger.recall());
            out.writeNumberField("f1", Math.round(trigger.f1() * 10_000) / 10_000.0);
            out.writeNumberField("neither", trigger.neither());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void paired(PairedRate rate) throws IOException {
        out.writeStartObject();
        out.writeStringField("check", rate.check().id());
        out.writeStringField("level", rate.check().level().name());
        rate("first", rate.first());
        rate("second", rate.second());
        out.writeNumberField("onlyFirst", rate.onlyBefore());
        out.writeNumberField("onlySecond", rate.onlyAfter());
        out.writeNumberField("probability", rate.probability());
        out.writeBooleanField("moreThanChance", rate.isMoreThanChance());
        out.writeEndObject();
    }

    private void numbers(RunSummary summary) throws IOException {
        out.writeObjectFieldStart("times");
        times("firstByte", summary.toFirstByte());
        times("end", summary.toEnd());
        times("firstEvent", summary.toFirstEvent());
        times("firstToken", summary.toFirstToken());
        times("longestGap", summary.longestGap());
        times("lastEvent", summary.toLastEvent());
        out.writeEndObject();
        out.writeObjectFieldStart("tokens");
        out.writeNumberField("prompt", summary.promptTokens());
        out.writeNumberField("completion", summary.completionTokens());
        out.writeEndObject();
        if (summary.responsesWithCost() > 0) {
            out.writeObjectFieldStart("cost");
            out.writeNumberField("usd", summary.cost());
            out.writeNumberField("responses", summary.responsesWithCost());
            out.writeEndObject();
        }
    }

    private void times(String name, DurationPercentiles durations) throws IOException {
        if (durations.total() > 0) {
            out.writeObjectFieldStart(name);
            for (int percentile : new int[] {50, 90, 99}) {
                out.writeNumberField("p" + percentile, Math.round(durations.at(percentile) * 1_000) / 1_000.0);
            }
            out.writeNumberField("of", durations.total());
            out.writeEndObject();
        }
    }

    private void side(RunComparison.Side side) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", side.name());
        out.writeStringField("file", side.file());
        out.writeStringField("provider", side.provider());
        out.writeStringField("verdict", side.run().verdict().word());
        out.writeStringField("startedAt", side.run().header().startedAt().toString());
        out.writeNumberField("exchanges", side.counts().exchanges());
        for (Level level : Level.values()) {
            out.writeNumberField(level.name(), side.counts().withoutSpecDefects(level));
        }
        out.writeNumberField("defects", side.counts().specDefects());
        out.writeStringField("subject", side.subject());
        out.writeObjectFieldStart("score");
        rate("checks", side.score().checks());
        rate("exchanges", side.score().exchanges());
        out.writeEndObject();
        numbers(side.run().summary());
        ToolCallsJson.write(out, side.run().summary().tools());
        out.writeEndObject();
    }

    private void difference(RunDifference difference) throws IOException {
        out.writeObjectFieldStart("difference");
        out.writeStringField("by", difference.byExchange() ? "exchange" : "kind");
        out.writeNumberField("common", difference.common());
        out.writeNumberField("same", difference.same());
        out.writeNumberField("newDeciding", difference.newFailing());
        out.writeNumberField("leftOut", difference.omitted());
        kinds("new", difference.added());
        kinds("gone", difference.removed());
        out.writeEndObject();
    }

    private void kinds(String name, RunDifference.FindingKinds kinds) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeNumberField("count", kinds.count());
        out.writeArrayFieldStart("kinds");
        for (RunDifference.FindingKind kind : kinds.kinds()) {
            out.writeStartObject();
            out.writeStringField("check", kind.example().check().id());
            out.writeStringField("level", kind.example().check().level().name());
            out.writeStringField(
                    "attribution",
                    RunPhrases.attribution(kind.example().violation().attribution()));
            out.writeStringField("at", kind.at());
            out.writeNumberField("count", kind.count());
            out.writeStringField("exchange", kind.example().exchange().value());
            out.writeStringField("message", kind.example().violation().message());
            out.writeStringField("repeat", kind.example().evidence().rerun());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void check(RunComparison.CheckRow row) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", row.check().id());
        out.writeStringField("level", row.check().level().name());
        out.writeArrayFieldStart("runs");
        for (RunComparison.Cell cell : row.cells()) {
            if (cell == null) {
                out.writeNull();
            } else {
                out.writeStartObject();
                out.writeNumberField("looked", cell.examined());
                out.writeNumberField("broken", cell.violated());
                out.writeEndObject();
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
