package dev.loupe.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.result.LocationText;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.text.TextTruncation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One finding, as JSON. */
public final class FindingCodec {
    private FindingCodec() {}

    public static void write(JsonGenerator out, Finding finding) throws IOException {
        Violation violation = finding.violation();
        out.writeStartObject();
        out.writeStringField("check", finding.check().id());
        out.writeStringField("level", finding.check().level().name());
        out.writeStringField("attribution", violation.attribution().name().toLowerCase(Locale.ROOT));
        out.writeStringField("exchange", finding.exchange().value());
        out.writeStringField("at", TextTruncation.wellFormed(violation.at().toString()));
        out.writeStringField("expected", violation.expected());
        out.writeStringField("actual", violation.actual());
        out.writeStringField("message", violation.message());
        if (!violation.alsoAt().isEmpty()) {
            out.writeStringField("alsoAt", violation.alsoAt());
        }
        if (!violation.correction().isEmpty()) {
            out.writeStringField("correction", violation.correction());
        }
        out.writeBooleanField("baseline", finding.isAccepted());
        if (finding.accepted() != null) {
            out.writeStringField("reason", finding.accepted());
        }
        ExchangeResultCodec.writeStored(out, finding.evidence().stored());
        out.writeStringField("repeat", finding.evidence().rerun());
        write(out, finding.evidence());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, FindingEvidence evidence) throws IOException {
        if (!evidence.excerpts().isEmpty()) {
            out.writeArrayFieldStart("evidence");
            for (FindingEvidence.Excerpt excerpt : evidence.excerpts()) {
                write(out, excerpt);
            }
            out.writeEndArray();
        }
        if (!evidence.related().isEmpty()) {
            out.writeArrayFieldStart("related");
            for (FindingEvidence.Related related : evidence.related()) {
                out.writeStartObject();
                out.writeStringField("what", related.description());
                ExchangeResultCodec.writeStored(out, related.stored());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void write(JsonGenerator out, FindingEvidence.Excerpt excerpt) throws IOException {
        out.writeStartObject();
        out.writeStringField("title", excerpt.title());
        out.writeStringField(
                "text",
                TextTruncation.wellFormed(excerpt.lines().stream()
                        .map(line -> line.text().replace('\n', ' '))
                        .collect(Collectors.joining("\n"))));
        out.writeArrayFieldStart("marked");
        for (int i = 0; i < excerpt.lines().size(); i++) {
            if (excerpt.lines().get(i).marked()) {
                out.writeNumber(i + 1);
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Reads findings of one run, whose checks are known. */
    public static Function<JsonNode, Finding> reader(List<CheckInfo> checks) {
        Map<String, CheckInfo> byId = checks.stream().collect(Collectors.toMap(CheckInfo::id, c -> c, (a, b) -> a));
        return json -> read(json, byId);
    }

    private static Finding read(JsonNode json, Map<String, CheckInfo> checks) {
        CheckInfo check = checks.get(json.path("check").asText());
        if (check == null) {
            throw new IllegalArgumentException("a finding of the check \""
                    + json.path("check").asText() + "\", which is not among the checks of the run");
        }
        return new Finding(
                check,
                new Exchange.Id(json.path("exchange").asText()),
                new Violation(
                                location(check, json.path("at").asText()),
                                json.path("expected").asText(),
                                json.path("actual").asText(),
                                json.path("message").asText(),
                                Attribution.valueOf(
                                        json.path("attribution").asText().toUpperCase(Locale.ROOT)))
                        .atMost(level(check, json))
                        .alsoAt(json.path("alsoAt").asText())
                        .correctedBy(json.path("correction").asText()),
                json.path("reason").textValue(),
                new FindingEvidence(
                        ExchangeResultCodec.stored(json),
                        json.path("repeat").asText(),
                        RunHeaderCodec.list(json.path("evidence")).stream()
                                .map(FindingCodec::excerpt)
                                .toList(),
                        RunHeaderCodec.list(json.path("related")).stream()
                                .map(FindingCodec::related)
                                .toList()));
    }

    /** The highest level of a violation: its own, where it is weaker than that of its check. */
    private static Level level(CheckInfo check, JsonNode json) {
        Level stored = RunHeaderCodec.level(json);
        return stored == check.level() ? Level.MUST : stored;
    }

    /** A finding of a lint rule is about a document; its location has the same form as one in a response. */
    private static FindingLocation location(CheckInfo check, String at) {
        return check.area().equals("lint") ? LocationText.inDocument(at) : LocationText.parse(at);
    }

    private static FindingEvidence.Related related(JsonNode json) {
        return new FindingEvidence.Related(
                json.path("what").asText(),
                new SourceLocation(json.path("file").asText(), json.path("line").asInt()));
    }

    private static FindingEvidence.Excerpt excerpt(JsonNode json) {
        List<FindingEvidence.Line> lines = new ArrayList<>();
        Iterable<String> texts = Arrays.asList(json.path("text").asText().split("\n", -1));
        List<Integer> marked = RunHeaderCodec.list(json.path("marked")).stream()
                .map(JsonNode::asInt)
                .toList();
        for (String text : texts) {
            lines.add(new FindingEvidence.Line(text, marked.contains(lines.size() + 1)));
        }
        return new FindingEvidence.Excerpt(json.path("title").asText(), lines);
    }
}
