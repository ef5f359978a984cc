package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.probe.ProbeBuilder.Target;
import java.util.List;

/** Requests that determine a property of the response: a format, an end, a length. Only parameters of the contract are used. */
final class BehaviourProbes implements ProbeGenerator {
    /**
     * Its response is long enough for every limit and stop sequence here, and certain to contain each number. The prompt is so
     * long that one token for it is a wrong count.
     */
    private static final String COUNT =
            "Count from 1 to 20, in digits, separated by commas. Begin with 1, end with 20, and write nothing else.";

    /** Has characters of two, three and four bytes of UTF-8, which every client sends sooner or later. */
    private static final String NON_ASCII = "Name one gemstone in one word, such as \u00e9, \u77f3 or \ud83d\udc8e.";

    /** Its response has about one token per word, so that the words of two choices are more than the tokens of one. */
    private static final String WORDS =
            "List the twelve months of the year in English, separated by spaces, and write nothing else.";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public void addTo(ProbeBuilder builder) {
        plain(builder);
        proofs(builder);
        String counting = counting(builder);
        nonAscii(builder);
        streams(builder);
        limits(builder, counting);
        stops(builder, counting);
        seed(builder, counting);
        choices(builder);
        formats(builder);
        ToolProbes.add(builder);
    }

    private static void plain(ProbeBuilder builder) {
        add(
                builder,
                ProbeBuilder.BASELINE,
                "a plain request: one user message, nothing optional",
                "",
                builder.plain(),
                "",
                ProbeCandidate.ALWAYS);
    }

    private static void nonAscii(ProbeBuilder builder) {
        add(
                builder,
                "baseline/non-ascii",
                "a prompt with characters beyond ASCII",
                "/messages/0/content",
                builder.withPrompt(NON_ASCII),
                ProbeBuilder.BASELINE,
                ProbeCandidate.FIRST);
    }

    /** They come before all other probes, which get the limit that works. */
    private static void proofs(ProbeBuilder builder) {
        int rank = ProbeCandidate.ALWAYS;
        for (OutputLimit limit : builder.limits()) {
            String name = limit.property();
            ObjectNode one = builder.withPrompt(COUNT).put(name, 1);
            ObjectNode bound = builder.plain().put(name, limit.tokens());
            String effect = OutputLimit.effectProbe(name);
            String acceptance = OutputLimit.acceptanceProbe(name);
            add(builder, effect, "a limit of one token", "/" + name, one, ProbeBuilder.BASELINE, rank);
            int accepted = rank == ProbeCandidate.ALWAYS ? rank : ProbeCandidate.FULL - 1;
            add(builder, acceptance, "the limit of other probes", "/" + name, bound, ProbeBuilder.BASELINE, accepted);
            rank = ProbeCandidate.FIRST; // the second name of the limit
        }
    }

    private static String counting(ProbeBuilder builder) {
        return add(
                builder,
                "baseline/counting",
                "a request with a long response",
                "",
                builder.withPrompt(COUNT),
                ProbeBuilder.BASELINE,
                0);
    }

    private static void streams(ProbeBuilder builder) {
        if (!builder.declares("stream")) {
            return;
        }
        ObjectNode streamed = builder.plain().put("stream", true);
        add(builder, "stream/true", "the plain request as a stream", "/stream", streamed, ProbeBuilder.BASELINE, -1);
        if (builder.declares("stream_options")) {
            ObjectNode withUsage = usage(builder.plain());
            String at = "/stream_options/include_usage";
            add(builder, "stream_options.include_usage/true", "a stream with usage", at, withUsage, "stream/true", -1);
        }
    }

    private static ObjectNode usage(ObjectNode request) {
        request.put("stream", true).putObject("stream_options").put("include_usage", true);
        return request;
    }

    /** The second name of the limit has the same probes at a lower priority. */
    private static void limits(ProbeBuilder builder, String counting) {
        int rank = ProbeCandidate.FIRST;
        for (String limit : OutputLimit.PROPERTIES) {
            if (builder.declares(limit)) {
                String at = "/" + limit;
                ObjectNode five = builder.withPrompt(COUNT).put(limit, 5);
                add(builder, limit + "/five", "a limit of five tokens", at, five, counting, ProbeCandidate.FULL - 1);
                if (builder.declares("stream_options")) {
                    ObjectNode streamed = usage(five.deepCopy());
                    String usage = "stream_options.include_usage/true"; // where every stream fails, that is one finding
                    add(builder, limit + "/five-streamed", "a stream with a limit", at, streamed, usage, rank);
                }
                rank = ProbeCandidate.FULL - 1;
            }
        }
    }

    private static void stops(ProbeBuilder builder, String counting) {
        if (!builder.declares("stop")) {
            return;
        }
        ObjectNode one = builder.withPrompt(COUNT).put("stop", "7");
        add(builder, "stop/comes-up", "a stop sequence that must occur", "/stop", one, counting, -1);
        ObjectNode list = builder.withPrompt(COUNT);
        list.putArray("stop").add("9").add("7");
        add(builder, "stop/one-of-two", "two stop sequences of which one must occur first", "/stop", list, counting, 0);
        if (builder.declares("stream")) {
            ObjectNode streamed = one.deepCopy().put("stream", true);
            add(
                    builder,
                    "stop/comes-up-streamed",
                    "a stop sequence in a stream",
                    "/stream",
                    streamed,
                    "stop/comes-up",
                    0);
        }
    }

    private static void seed(ProbeBuilder builder, String counting) {
        if (!builder.declares("seed") || !builder.declares("temperature")) {
            return;
        }
        ObjectNode exact = builder.withPrompt(COUNT).put("temperature", 0).put("seed", 7);
        String id = add(builder, "seed/repeated", "the same request, repeated", "/seed", exact, counting, 0);
        builder.repeat(id, Probe.REPEATS);
        if (builder.declares("stream_options")) {
            add(builder, "seed/streamed", "the same request as a stream", "/stream", usage(exact.deepCopy()), id, 0);
        }
    }

    private static void choices(ProbeBuilder builder) {
        if (builder.declares("n")) {
            ObjectNode two = builder.withPrompt(WORDS).put("n", 2);
            add(builder, "n/two", "two choices", "/n", two, ProbeBuilder.BASELINE, 0);
        }
        if (builder.declares("logprobs")) {
            ObjectNode logprobs = builder.plain().put("logprobs", true);
            add(builder, "logprobs/true", "log probabilities", "/logprobs", logprobs, ProbeBuilder.BASELINE, 0);
            if (builder.declares("top_logprobs")) {
                ObjectNode top = logprobs.deepCopy().put("top_logprobs", 2);
                add(
                        builder,
                        "top_logprobs/two",
                        "two alternatives for each token",
                        "/top_logprobs",
                        top,
                        "logprobs/true",
                        0);
            }
        }
    }

    private static void formats(ProbeBuilder builder) {
        if (!builder.declares("response_format")) {
            return;
        }
        ObjectNode question = builder.withPrompt(TypicalValues.JSON_QUESTION);
        String base = add(
                builder, "baseline/json-wanted", "a prompt that requests JSON", "", question, ProbeBuilder.BASELINE, 0);
        ObjectNode object = question.deepCopy();
        object.putObject("response_format").put("type", "json_object");
        ObjectNode schema = question.deepCopy();
        schema.putObject("response_format").put("type", "json_schema").set("json_schema", TypicalValues.gemFormat());
        for (ObjectNode each : List.of(object, schema)) {
            if (builder.allows(each)) {
                String form = each.at("/response_format/type").asText().replace('_', '-');
                String id = add(
                        builder,
                        "response_format/" + form,
                        "a response in a format",
                        "/response_format",
                        each,
                        base,
                        0);
                builder.repeat(id, Probe.REPEATS);
            }
        }
    }

    /** Adds a request if the contract allows it; other generators make the forbidden ones. */
    static String add(
            ProbeBuilder builder, String id, String tests, String at, ObjectNode body, String control, int rank) {
        JsonPointer location = JsonPointer.compile(at);
        JsonNode value = at.isEmpty() ? NODES.missingNode() : body.at(location);
        String text = value.isMissingNode() ? "" : value.toString();
        return builder.allows(body)
                ? builder.add(new Target(id, tests, location, text, "allowed"), body, control, rank)
                : control;
    }
}
