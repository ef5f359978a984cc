package dev.loupe.report.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.history.SemverStep;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.AffectedParty;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.diff.prove.Witness;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.report.format.PlainJsonOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as {@code loupe-diff/1}. */
public final class DiffJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();
    private static final ObjectWriter LINES = MAPPER.writer();

    private DiffJson() {}

    public static String of(DiffResult comparison, String version) {
        return text(tree(comparison, version));
    }

    public static String text(JsonNode tree) {
        try {
            return PlainJsonOutput.of(WRITER.writeValueAsString(tree) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /** A tree on one line. */
    public static String line(JsonNode tree) {
        try {
            return PlainJsonOutput.of(LINES.writeValueAsString(tree));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    public static ObjectNode tree(DiffResult comparison, String version) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", "loupe-diff/1");
        root.putObject("loupe").put("version", version);
        root.put("verdict", comparison.verdict().word());
        root.put("semver", SemverStep.of(comparison).word());
        root.put("inconclusive", comparison.inconclusive());
        party(root.putObject("old"), comparison.old());
        party(root.putObject("new"), comparison.next());
        ObjectNode counts = root.putObject("counts");
        for (Impact impact : Impact.values()) {
            counts.put(impact.word(), comparison.count(impact));
        }
        ArrayNode changes = root.putArray("changes");
        comparison.changes().forEach(change -> change(changes.addObject(), change, comparison));
        stale(root.putArray("stale"), comparison.stale());
        evidence(root, comparison.evidence());
        ArrayNode client = root.putArray("client");
        comparison.client().forEach(change -> {
            ObjectNode entry = client.addObject()
                    .put("what", change.what().toString())
                    .put("before", change.before())
                    .put("after", change.after())
                    .put("stopsCompiling", change.stopsCompiling())
                    .put("along", change.along());
            ArrayNode also = entry.putArray("also");
            change.also().forEach(element -> also.add(element.toString()));
        });
        return root;
    }

    public static void stale(ArrayNode out, List<AcceptedChanges.Entry> stale) {
        stale.forEach(entry -> out.addObject()
                .put("change", entry.change())
                .put("reason", entry.reason())
                .put("until", entry.until())
                .put("file", entry.file())
                .put("line", entry.line()));
    }

    private static void party(ObjectNode out, DiffResult.SpecInfo party) {
        out.put("source", party.name()).put("title", party.title()).put("fingerprint", party.fingerprint());
    }

    private static void change(ObjectNode out, Change change, DiffResult comparison) {
        out.put("rule", change.rule().id());
        out.put("level", change.impact().word());
        out.put("direction", change.area().word());
        ArrayNode breaks = out.putArray("breaks");
        change.breaks().stream().map(AffectedParty::word).forEach(breaks::add);
        out.put("at", change.at().pointer().toString());
        spot(out.putObject("place"), change.at(), comparison);
        ArrayNode also = out.putArray("alsoAt");
        change.alsoAt().forEach(spot -> also.add(spot.pointer().toString()));
        ArrayNode places = out.putArray("alsoPlaces");
        change.alsoAt().forEach(spot -> spot(places.addObject(), spot, comparison));
        out.set("before", orNull(change.before()));
        out.set("after", orNull(change.after()));
        out.put("message", change.message());
        Witness witness = change.witness();
        if (witness == null) {
            out.putNull("witness");
        } else {
            ObjectNode shown = out.putObject("witness");
            shown.set("value", witness.value());
            shown.set("leaf", orNull(witness.leaf()));
            shown.put("accepts", witness.accepts()).put("words", witness.message());
        }
        out.put("proven", change.proven());
        out.put("unproven", change.unproven());
        out.put("accepted", change.isAccepted());
        out.put("acceptedBecause", change.accepted());
        out.put("fingerprint", change.fingerprint());
    }

    private static void spot(ObjectNode out, Change.SpecLocation spot, DiffResult comparison) {
        out.put("operation", spot.operation()).put("where", spot.description());
        side(out, "old", spot.old(), comparison.old());
        side(out, "new", spot.next(), comparison.next());
    }

    private static void side(
            ObjectNode out, String name, @Nullable DocumentPointer pointer, DiffResult.SpecInfo party) {
        if (pointer == null) {
            out.putNull(name);
        } else {
            out.putObject(name).put("at", pointer.toString()).put("line", party.line(pointer));
        }
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }

    private static void evidence(ObjectNode root, @Nullable TrafficEvidence evidence) {
        if (evidence == null) {
            root.putNull("evidence");
            return;
        }
        ObjectNode out = root.putObject("evidence");
        out.put("requests", evidence.requests()).put("requestsBroken", evidence.requestsBroken());
        out.put("answers", evidence.responses()).put("answersBroken", evidence.responsesBroken());
        ArrayNode examples = out.putArray("examples");
        evidence.examples().forEach(example -> examples.addObject()
                .put("exchange", example.exchange().value())
                .put("where", example.where())
                .put("words", example.message()));
    }
}
