package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import dev.loupe.probe.Probe.Request;
import dev.loupe.probe.ProbeBuilder.Target;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests that are invalid as a whole: another key, another path, another method, a body that is no request. */
final class MalformedRequests implements ProbeGenerator {
    private static final int DEEP = 1_000;
    /** Tokens of one letter each: fits the context of every model of 8,192 tokens. */
    private static final int LONG = 6_000;

    private static final String NO_KEY = "authorization/missing";

    @Override
    public void addTo(ProbeBuilder builder) {
        keys(builder);
        Map<String, String> asText = Map.of("content-type", "text/plain");
        plain(builder, ProbeInfo.BODY_AS_TEXT, "the body as text/plain", asText, ProbeCandidate.FIRST);
        addresses(builder);
        bodies(builder);
        String text = "a ".repeat(LONG);
        builder.add(
                new Target(
                        ProbeInfo.LONG_INPUT,
                        "a long text",
                        JsonPointer.compile("/messages/0/content"),
                        "with " + text.length() + " characters",
                        "no limit of length"),
                builder.withPrompt(text + TypicalValues.QUESTION),
                ProbeBuilder.BASELINE,
                ProbeCandidate.FULL);
        // an endpoint that accepts the first request and not the last one changed in between
        plain(builder, "baseline/again", "the plain request again", Map.of(), ProbeCandidate.ALWAYS);
    }

    private static void keys(ProbeBuilder builder) {
        Map<String, String> wrong = Map.of("authorization", "Bearer " + ProbeInfo.INVALID_KEY);
        plain(builder, "authorization/wrong", "a key that does not exist", wrong, ProbeCandidate.ALWAYS);
        plain(builder, NO_KEY, "no key", Map.of("authorization", ""), ProbeCandidate.FIRST);
        Map<String, String> noScheme = Map.of("authorization", Probe.KEY);
        Map<String, String> otherHeader = Map.of("authorization", "", "x-api-key", Probe.KEY);
        int rank = ProbeCandidate.FIRST;
        plain(builder, ProbeInfo.KEY_WITHOUT_SCHEME, "a key without its scheme", noScheme, NO_KEY, rank);
        plain(builder, ProbeInfo.KEY_IN_OTHER_HEADER, "the key in X-Api-Key", otherHeader, NO_KEY, rank);
    }

    private static void plain(ProbeBuilder builder, String id, String tests, Map<String, String> headers, int rank) {
        plain(builder, id, tests, headers, ProbeBuilder.BASELINE, rank);
    }

    /** The plain request with other headers, which the contract allows. */
    private static void plain(
            ProbeBuilder builder, String id, String tests, Map<String, String> headers, String control, int rank) {
        builder.add(
                tests,
                new Request("POST", builder.path(), headers, new Body.Json(builder.plain())),
                new ProbeInfo(id, JsonPointer.empty(), "", tests, Permission.ALLOWED, Permission.ALLOWED, control),
                rank);
    }

    private static void addresses(ProbeBuilder builder) {
        Request elsewhere =
                new Request("POST", builder.path() + "/no-such-path", Map.of(), new Body.Json(builder.plain()));
        forbidden(builder, "path/unknown", "a path that does not exist", elsewhere, ProbeCandidate.FIRST);
        Request get = new Request("GET", builder.path(), Map.of(), new Body.None());
        forbidden(builder, "method/get", "a method that is not allowed", get, ProbeCandidate.FIRST);
    }

    private static void bodies(ProbeBuilder builder) {
        String json = builder.plain().toString();
        body(builder, "body/not-json", "a truncated body", text(json.substring(0, json.length() / 2)), -1);
        body(builder, "body/empty", "an empty body", text(""), ProbeCandidate.FIRST);
        body(builder, "body/list", "an array as the body", text("[]"), ProbeCandidate.FIRST);
        body(builder, "body/text", "a string as the body", text("\"hello\""), ProbeCandidate.FULL);
        body(
                builder,
                "body/deep",
                DEEP + " nested arrays",
                text("[".repeat(DEEP) + "]".repeat(DEEP)),
                ProbeCandidate.FIRST);
        byte[] latin = "{\"messages\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        body(builder, "body/not-utf8", "bytes that are not UTF-8", new Body.Bytes(latin), ProbeCandidate.FULL);
        if (builder.declares("temperature")) {
            BigDecimal beyond = new BigDecimal("1E+400");
            JsonPointer at = JsonPointer.compile("/temperature");
            ObjectNode overflow = ProbeBuilder.with(builder.plain(), at, DecimalNode.valueOf(beyond));
            if (builder.allows(overflow)) {
                return; // a schema without a maximum allows the number, and no parser has to read it
            }
            builder.add(
                    new Target("temperature/overflow", "a number beyond 64 bits", at, "1E+400", "a number"),
                    overflow,
                    ProbeBuilder.BASELINE,
                    ProbeCandidate.FIRST);
        }
    }

    private static Body text(String text) {
        return new Body.Text(text);
    }

    private static void body(ProbeBuilder builder, String id, String tests, Body body, int rank) {
        forbidden(builder, id, tests, new Request("POST", builder.path(), Map.of(), body), rank);
    }

    private static void forbidden(ProbeBuilder builder, String id, String tests, Request request, int rank) {
        builder.add(
                tests,
                request,
                new ProbeInfo(
                        id,
                        JsonPointer.empty(),
                        tests,
                        tests,
                        Permission.FORBIDDEN,
                        Permission.FORBIDDEN,
                        ProbeBuilder.BASELINE),
                rank);
    }
}
