package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.probe.ProbeBuilder.Aim;
import java.util.List;

/** Requests that imply something of their answer: a form, an end, a length. Only what the contract offers is asked for. */
final class BehaviourProbes implements ProbeGenerator {
    /** Long enough for every limit and stop sequence here, and sure to come up with each number. */
    private static final String COUNT = "Count from 1 to 20, in digits, separated by commas. Write nothing else.";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public void addTo(ProbeBuilder bench) {
        String counting = baselines(bench);
        streams(bench);
        limits(bench, counting);
        stops(bench, counting);
        seed(bench);
        choices(bench);
        formats(bench);
    }

    private static String baselines(ProbeBuilder bench) {
        ask(
                bench,
                ProbeBuilder.BASELINE,
                "a plain request: one user message, nothing optional",
                "",
                bench.plain(),
                "",
                -1);
        return ask(
                bench,
                "baseline/counting",
                "a request whose answer is long",
                "",
                bench.asking(COUNT),
                ProbeBuilder.BASELINE,
                0);
    }

    private static void streams(ProbeBuilder bench) {
        if (!bench.declares("stream")) {
            return;
        }
        ObjectNode streamed = bench.plain().put("stream", true);
        ask(bench, "stream/true", "the plain request as a stream", "/stream", streamed, ProbeBuilder.BASELINE, -1);
        if (bench.declares("stream_options")) {
            ObjectNode withUsage = usage(bench.plain());
            String at = "/stream_options/include_usage";
            ask(bench, "stream_options.include_usage/true", "a stream that counts", at, withUsage, "stream/true", -1);
        }
    }

    private static ObjectNode usage(ObjectNode request) {
        request.put("stream", true).putObject("stream_options").put("include_usage", true);
        return request;
    }

    /** The second name of the limit is tried as thoroughly where there is room. */
    private static void limits(ProbeBuilder bench, String counting) {
        boolean second = false;
        for (String limit : List.of("max_tokens", "max_completion_tokens")) {
            if (bench.declares(limit)) {
                limit(bench, limit, counting, second);
                second = true;
            }
        }
    }

    private static void limit(ProbeBuilder bench, String limit, String counting, boolean second) {
        ObjectNode request = bench.asking(COUNT);
        ObjectNode one = request.deepCopy().put(limit, 1);
        ObjectNode five = request.deepCopy().put(limit, 5);
        String at = "/" + limit;
        int later = second ? Priorities.INSIDE : ProbeCandidate.FIRST;
        ask(
                bench,
                limit + "/one",
                "a limit of one token",
                at,
                one,
                counting,
                second ? ProbeCandidate.FIRST : ProbeCandidate.ALWAYS);
        ask(bench, limit + "/five", "a limit of five tokens", at, five, counting, later);
        if (bench.declares("stream_options")) {
            ask(bench, limit + "/five-streamed", "a stream with a limit", at, usage(five.deepCopy()), counting, later);
        }
    }

    private static void stops(ProbeBuilder bench, String counting) {
        if (!bench.declares("stop")) {
            return;
        }
        ObjectNode one = bench.asking(COUNT).put("stop", "7");
        ask(bench, "stop/comes-up", "a stop text that must come up", "/stop", one, counting, -1);
        ObjectNode list = bench.asking(COUNT);
        list.putArray("stop").add("9").add("7");
        ask(bench, "stop/one-of-two", "two stop texts that must come up", "/stop", list, counting, 0);
        if (bench.declares("stream")) {
            ObjectNode streamed = one.deepCopy().put("stream", true);
            ask(bench, "stop/comes-up-streamed", "a stop text in a stream", "/stop", streamed, "stop/comes-up", 0);
        }
    }

    private static void seed(ProbeBuilder bench) {
        if (!bench.declares("seed") || !bench.declares("temperature")) {
            return;
        }
        ObjectNode exact = bench.plain().put("temperature", 0).put("seed", 7);
        String id =
                ask(bench, "seed/repeated", "one answer, asked for again", "/seed", exact, ProbeBuilder.BASELINE, 0);
        bench.repeat(id, 3);
        if (bench.declares("stream_options")) {
            ask(bench, "seed/streamed", "the same answer as a stream", "/seed", usage(exact.deepCopy()), id, 0);
        }
    }

    private static void choices(ProbeBuilder bench) {
        if (bench.declares("n")) {
            ask(bench, "n/two", "two choices", "/n", bench.plain().put("n", 2), ProbeBuilder.BASELINE, 0);
        }
        if (bench.declares("logprobs")) {
            ObjectNode asked = bench.plain().put("logprobs", true);
            ask(bench, "logprobs/true", "log probabilities", "/logprobs", asked, ProbeBuilder.BASELINE, 0);
            if (bench.declares("top_logprobs")) {
                ObjectNode top = asked.deepCopy().put("top_logprobs", 2);
                ask(bench, "top_logprobs/two", "two alternatives a token", "/top_logprobs", top, "logprobs/true", 0);
            }
        }
    }

    private static void formats(ProbeBuilder bench) {
        if (!bench.declares("response_format")) {
            return;
        }
        ObjectNode question = bench.asking(TypicalValues.JSON_QUESTION);
        String base = ask(bench, "baseline/json-wanted", "a question for JSON", "", question, ProbeBuilder.BASELINE, 0);
        ObjectNode object = question.deepCopy();
        object.putObject("response_format").put("type", "json_object");
        ObjectNode schema = question.deepCopy();
        schema.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "gem")
                .put("strict", true)
                .set("schema", TypicalValues.gem());
        for (ObjectNode each : List.of(object, schema)) {
            if (bench.allows(each)) {
                String form = each.at("/response_format/type").asText().replace('_', '-');
                String id =
                        ask(bench, "response_format/" + form, "an answer in a form", "/response_format", each, base, 0);
                bench.repeat(id, 3);
            }
        }
    }

    /** A request is asked when the contract allows it; what it forbids is for others to try. */
    private static String ask(
            ProbeBuilder bench, String id, String tests, String at, ObjectNode body, String twin, int rank) {
        JsonPointer place = JsonPointer.compile(at);
        JsonNode value = at.isEmpty() ? NODES.missingNode() : body.at(place);
        String said = value.isMissingNode() ? "" : value.toString();
        return bench.allows(body) ? bench.add(new Aim(id, tests, place, said, "allowed"), body, twin, rank) : twin;
    }
}
