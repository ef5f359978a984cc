package dev.loupe.report.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.FindingCodec;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.journal.RunHeaderCodec;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.report.format.JsonLineWriter;
import dev.loupe.report.format.PlainJsonOutput;
import dev.loupe.report.format.ReportException;
import dev.loupe.text.Utf8Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;

/** {@code run.json}, format {@code loupe-run/1}: streamed, so that a run of any size fits. */
public final class RunJson {

    private final JsonGenerator out;
    private final PlainJsonOutput plain;

    private RunJson(JsonGenerator out, PlainJsonOutput plain) {
        this.out = out;
        this.plain = plain;
    }

    public static void write(Run run, OutputStream to) {
        PlainJsonOutput plain = new PlainJsonOutput(to);
        try (JsonGenerator json = Utf8Json.FACTORY.createGenerator(plain)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.setPrettyPrinter(new JsonLineWriter());
            new RunJson(json, plain).document(run);
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new ReportException("cannot write run.json", failure);
        }
    }

    private void document(Run run) throws IOException {
        out.writeStartObject();
        out.writeStringField("format", "loupe-run/1");
        RunHeaderCodec.writeProperties(out, run.header());
        if (run.end().finishedAt() != null) {
            out.writeStringField("finishedAt", run.end().finishedAt().toString());
        }
        decision(run.runVerdict());
        out.writeFieldName("ending");
        RunHeaderCodec.write(out, run.end());
        out.writeArrayFieldStart("contracts");
        for (ContractInfo contract : run.contracts()) {
            RunHeaderCodec.write(out, contract);
        }
        out.writeEndArray();
        out.writeStringField("provider", String.join(", ", run.summary().providers()));
        providers(run);
        counts(run.summary().counts());
        checks(run.summary().counts());
        groups(run);
        ToolCallsJson.write(out, run.summary().tools());
        out.writeArrayFieldStart("unreadable");
        for (ReadResult.Unreadable entry : run.summary().unreadable()) {
            RunHeaderCodec.write(out, entry);
        }
        out.writeEndArray();
        exchanges(run);
        findings(run);
        out.writeEndObject();
    }

    private void providers(Run run) throws IOException {
        out.writeArrayFieldStart("providers");
        for (Map.Entry<String, SortedSet<String>> provider :
                run.summary().providerReasons().entrySet()) {
            out.writeStartObject();
            out.writeStringField("name", provider.getKey());
            out.writeArrayFieldStart("reasons");
            for (String reason : provider.getValue()) {
                out.writeString(reason);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void decision(RunVerdict decision) throws IOException {
        out.writeStringField("verdict", decision.verdict().word());
        out.writeArrayFieldStart("reasons");
        for (RunVerdict.Reason reason : decision.reasons()) {
            out.writeStartObject();
            out.writeStringField("kind", reason.kind().word());
            out.writeStringField("message", reason.message());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void counts(RunCounts counts) throws IOException {
        out.writeObjectFieldStart("counts");
        out.writeObjectFieldStart("exchanges");
        out.writeNumberField("total", counts.exchanges());
        for (Verdict verdict : Verdict.values()) {
            out.writeNumberField(verdict.word(), counts.exchanges(verdict));
        }
        out.writeNumberField("unreadable", counts.unreadable());
        out.writeEndObject();
        out.writeObjectFieldStart("findings");
        out.writeNumberField("total", counts.findings());
        out.writeNumberField("accepted", counts.accepted());
        out.writeNumberField("deciding", counts.failing());
        for (Level level : Level.values()) {
            out.writeNumberField(level.name(), counts.unaccepted(level));
        }
        for (Attribution who : Attribution.values()) {
            out.writeNumberField(who.name().toLowerCase(Locale.ROOT), counts.unaccepted(who));
        }
        out.writeEndObject();
        out.writeObjectFieldStart("outcomes");
        for (CheckOutcome.Kind kind : CheckOutcome.Kind.values()) {
            out.writeNumberField(kind.word(), counts.outcomes(kind));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void checks(RunCounts counts) throws IOException {
        out.writeArrayFieldStart("checks");
        for (int i = 0; i < counts.checks().size(); i++) {
            CheckInfo check = counts.checks().get(i);
            out.writeStartObject();
            RunHeaderCodec.writeProperties(out, check);
            out.writeObjectFieldStart("outcomes");
            for (CheckOutcome.Kind kind : CheckOutcome.Kind.values()) {
                out.writeNumberField(kind.word(), counts.outcomes(i, kind));
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void groups(Run run) throws IOException {
        out.writeArrayFieldStart("groups");
        for (FindingGroup group : run.summary().groups().byWeight()) {
            out.writeStartObject();
            out.writeStringField("check", group.check().id());
            out.writeStringField("level", group.check().level().name());
            out.writeStringField("attribution", group.attribution().name().toLowerCase(Locale.ROOT));
            out.writeStringField("at", group.at());
            out.writeNumberField("count", group.count());
            out.writeNumberField("accepted", group.accepted());
            if (group.flaky().isPresent()) {
                FindingGroup.Flaky flaky = group.flaky().get();
                out.writeObjectFieldStart("flaky");
                out.writeNumberField("broken", flaky.violations());
                out.writeNumberField("asked", flaky.requests());
                out.writeEndObject();
            }
            out.writeArrayFieldStart("examples");
            for (Finding example : group.examples()) {
                out.writeString(example.exchange().value());
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void exchanges(Run run) throws IOException {
        out.writeArrayFieldStart("exchanges");
        run.writeExchanges((json, from, length) -> {
            // the separator before the value
            out.writeRawValue("");
            out.flush();
            plain.write(json, from, length);
        });
        out.writeEndArray();
    }

    private void findings(Run run) throws IOException {
        out.writeArrayFieldStart("findings");
        try (Stream<Finding> findings = run.findings()) {
            for (Iterator<Finding> i = findings.iterator(); i.hasNext(); ) {
                FindingCodec.write(out, i.next());
            }
        }
        out.writeEndArray();
    }
}
