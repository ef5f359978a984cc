package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.provider.KnownDeviations.Deviation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "tool.first-fragment-complete",
        level = Level.MUST,
        truth =
                "in a stream the first fragment of a tool call has index, id and name, and every fragment has the index of a started call and arguments as a string",
        source =
                "the API reference of chunks: index is required; measured: id and name come in the first fragment of every call of the reference implementation",
        why = "clients join fragments by index, and start a call with its id and name",
        fix =
                "send index, id, type and function.name in the first fragment of a call, and the same index in all others")
final class ToolFirstFragmentComplete implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        Map<String, String> started = new HashMap<>();
        Set<String> reported = new HashSet<>();
        List<Violation> violations = new ArrayList<>(0);
        int fragments = 0;
        List<SseEvent> events = completion.events();
        for (int event = 0; event < events.size(); event++) {
            JsonNode chunk = events.get(event).json();
            JsonNode choices = chunk == null ? MissingNode.getInstance() : chunk.path("choices");
            for (int c = 0; c < choices.size(); c++) {
                JsonNode calls = choices.path(c).path("delta").path("tool_calls");
                for (int i = 0; i < calls.size(); i++) {
                    fragments++;
                    JsonNode call = calls.path(i);
                    long index = StrictValues.integer(call.path("index"));
                    String key = StrictValues.shown(choices.path(c).path("index")) + " " + index;
                    String at = "/choices/" + c + "/delta/tool_calls/" + i;
                    String known = started.putIfAbsent(key, StrictValues.textOrEmpty(call.path("id")));
                    Defect defect = defect(observed, call, index, known);
                    // one defect of a call is one violation, however many fragments it has
                    if (defect != null && reported.add(index == StrictValues.NOT_AN_INTEGER ? "" : key)) {
                        violations.add(Violation.of(
                                        FindingLocation.event(event, at + defect.at()),
                                        defect.expected(),
                                        StrictValues.shown(call.at(defect.at())),
                                        defect.message())
                                .atMost(level(observed, call, defect)));
                    }
                }
            }
        }
        return fragments == 0 ? Result.notApplicable("the stream has no tool call") : Result.of(violations);
    }

    private static final String OWN_INDEX = "an index of its own";

    private static Level level(ParsedExchange observed, JsonNode call, Defect defect) {
        if (defect.at().equals("/index") && defect.expected().equals(OWN_INDEX)) {
            return observed.levelOf(Deviation.SHARED_TOOL_CALL_INDEX);
        }
        if (!defect.at().equals("/id") || !call.path("id").isTextual()) {
            return Level.MUST;
        }
        // most clients read the id of the first fragment only
        return !call.path("id").textValue().isEmpty() ? Level.SHOULD : observed.levelOf(Deviation.EMPTY_TOOL_CALL_ID);
    }

    private record Defect(String at, String expected, String message) {}

    private static @Nullable Defect defect(ParsedExchange observed, JsonNode call, long index, @Nullable String known) {
        boolean first = known == null;
        String id = StrictValues.textOrEmpty(call.path("id"));
        JsonNode custom = call.path("custom");
        String part = custom.isObject() ? "/custom" : "/function";
        String name = StrictValues.textOrEmpty(call.at(part + "/name"));
        JsonNode arguments = call.at(part + (custom.isObject() ? "/input" : "/arguments"));
        boolean idOptional = observed.dialect().toolCalls().idOptional();
        if (index == StrictValues.NOT_AN_INTEGER) {
            return observed.hasSchema() || idOptional
                    ? null
                    : new Defect("/index", "the index of the call", "a fragment of a tool call has no index");
        }
        if (first && id.isEmpty() && name.isEmpty()) {
            return new Defect(
                    "/index",
                    "the index of a started call",
                    "a fragment has index " + index + ", which no call started");
        }
        if (first && id.isEmpty() && !idOptional) {
            return new Defect("/id", "an id", "the first fragment of tool call " + index + " has no id");
        }
        if (known != null && !known.isEmpty() && !id.isEmpty() && !name.isEmpty() && !id.equals(known)) {
            return new Defect(
                    "/index",
                    OWN_INDEX,
                    "tool call " + StrictValues.quoted(id) + " has index " + index + ", which "
                            + StrictValues.quoted(known) + " has");
        }
        if (known != null && !known.isEmpty() && !id.isEmpty() && !id.equals(known)) {
            return new Defect(
                    "/id",
                    StrictValues.quoted(known),
                    "a fragment of tool call " + index + " has id " + StrictValues.quoted(id) + ", its first "
                            + StrictValues.quoted(known));
        }
        if (first && name.isEmpty()) {
            return new Defect(
                    part + "/name", "the name of a tool", "the first fragment of tool call " + index + " has no name");
        }
        return StrictValues.isPresent(arguments) && !arguments.isTextual() && !observed.hasSchema()
                ? new Defect(
                        part + (custom.isObject() ? "/input" : "/arguments"),
                        "a string",
                        "the arguments of a fragment are " + StrictValues.shown(arguments) + ", expected a string")
                : null;
    }
}
