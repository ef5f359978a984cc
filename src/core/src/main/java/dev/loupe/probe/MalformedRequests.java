package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Says;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.probe.Probe.Ask;
import dev.loupe.probe.ProbeBuilder.Aim;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests that are wrong as a whole: another key, another path, another method, a body that is no request. */
final class MalformedRequests implements ProbeGenerator {
    private static final int DEEP = 1_000;
    private static final int LONG = 20_000;

    @Override
    public void addTo(ProbeBuilder bench) {
        keys(bench);
        addresses(bench);
        bodies(bench);
        ObjectNode longest = bench.asking("a ".repeat(LONG / 2) + TypicalValues.QUESTION);
        bench.add(
                new Aim(
                        "baseline/long",
                        LONG + " characters of input",
                        JsonPointer.compile("/messages/0/content"),
                        "",
                        "no limit"),
                longest,
                ProbeBuilder.BASELINE,
                ProbeCandidate.FULL);
        // whoever took the first request and does not take the last one has changed in between
        plain(bench, "baseline/again", "the plain request once more", Map.of(), ProbeCandidate.ALWAYS);
    }

    private static void keys(ProbeBuilder bench) {
        plain(
                bench,
                "authorization/wrong",
                "a key that does not exist",
                Map.of("authorization", "Bearer " + Redactor.INVALID_KEY),
                ProbeCandidate.ALWAYS);
        plain(bench, "authorization/missing", "no key", Map.of("authorization", ""), ProbeCandidate.FIRST);
    }

    /** The plain request with other headers: as far as the contract goes, it is allowed. */
    private static void plain(ProbeBuilder bench, String id, String tests, Map<String, String> headers, int rank) {
        bench.add(
                tests,
                new Ask("POST", bench.path(), headers, new Body.Json(bench.plain())),
                new ProbeInfo(id, JsonPointer.empty(), "", tests, Says.ALLOWED, Says.ALLOWED, ProbeBuilder.BASELINE),
                rank);
    }

    private static void addresses(ProbeBuilder bench) {
        Ask elsewhere = new Ask("POST", bench.path() + "/no-such-path", Map.of(), new Body.Json(bench.plain()));
        forbidden(bench, "path/unknown", "a path that is not there", elsewhere, ProbeCandidate.FIRST);
        Ask get = new Ask("GET", bench.path(), Map.of(), new Body.None());
        forbidden(bench, "method/get", "a method that is not there", get, ProbeCandidate.FIRST);
    }

    private static void bodies(ProbeBuilder bench) {
        String cut = bench.plain().toString();
        body(bench, "body/not-json", "a body that is cut off", text(cut.substring(0, cut.length() / 2)), -1);
        body(bench, "body/empty", "an empty body", text(""), ProbeCandidate.FIRST);
        body(bench, "body/list", "a list for a body", text("[]"), ProbeCandidate.FIRST);
        body(bench, "body/text", "a text for a body", text("\"hello\""), ProbeCandidate.FULL);
        body(bench, "body/deep", DEEP + " lists in each other", text("[".repeat(DEEP) + "]".repeat(DEEP)), 2);
        byte[] latin = "{\"messages\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        body(bench, "body/not-utf8", "bytes that are not UTF-8", new Body.Bytes(latin), ProbeCandidate.FULL);
        if (bench.declares("temperature")) {
            BigDecimal beyond = new BigDecimal("1E+400");
            JsonPointer at = JsonPointer.compile("/temperature");
            ObjectNode overflow = ProbeBuilder.with(bench.plain(), at, DecimalNode.valueOf(beyond));
            bench.add(
                    new Aim("temperature/overflow", "a number beyond 64 bits", at, "1E+400", "a number"),
                    overflow,
                    ProbeBuilder.BASELINE,
                    ProbeCandidate.FIRST);
        }
    }

    private static Body text(String text) {
        return new Body.Text(text);
    }

    private static void body(ProbeBuilder bench, String id, String tests, Body body, int rank) {
        forbidden(bench, id, tests, new Ask("POST", bench.path(), Map.of(), body), rank);
    }

    private static void forbidden(ProbeBuilder bench, String id, String tests, Ask ask, int rank) {
        bench.add(
                tests,
                ask,
                new ProbeInfo(
                        id, JsonPointer.empty(), tests, tests, Says.FORBIDDEN, Says.FORBIDDEN, ProbeBuilder.BASELINE),
                rank);
    }
}
