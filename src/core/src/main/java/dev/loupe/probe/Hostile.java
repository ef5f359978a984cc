package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Probed;
import dev.loupe.exchange.Probed.Says;
import dev.loupe.exchange.Redactor;
import dev.loupe.probe.Probe.Ask;
import dev.loupe.probe.Workbench.Aim;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests that are wrong as a whole: another key, another path, another method, a body that is no request. */
final class Hostile implements Generator {
    private static final int DEEP = 1_000;
    private static final int LONG = 20_000;

    @Override
    public void addTo(Workbench bench) {
        keys(bench);
        addresses(bench);
        bodies(bench);
        ObjectNode longest = bench.asking("a ".repeat(LONG / 2) + Ordinary.QUESTION);
        bench.add(
                new Aim(
                        "baseline/long",
                        LONG + " characters of input",
                        JsonPointer.compile("/messages/0/content"),
                        "",
                        "no limit"),
                longest,
                Workbench.BASELINE,
                Candidate.FULL);
        // whoever took the first request and does not take the last one has changed in between
        plain(bench, "baseline/again", "the plain request once more", Map.of(), Candidate.ALWAYS);
    }

    private static void keys(Workbench bench) {
        plain(
                bench,
                "authorization/wrong",
                "a key that does not exist",
                Map.of("authorization", "Bearer " + Redactor.NOBODYS_KEY),
                Candidate.ALWAYS);
        plain(bench, "authorization/missing", "no key", Map.of("authorization", ""), Candidate.FIRST);
    }

    /** The plain request with other headers: as far as the contract goes, it is allowed. */
    private static void plain(Workbench bench, String id, String tests, Map<String, String> headers, int rank) {
        bench.add(
                tests,
                new Ask("POST", bench.path(), headers, new Body.Json(bench.plain())),
                new Probed(id, JsonPointer.empty(), "", tests, Says.ALLOWED, Says.ALLOWED, Workbench.BASELINE),
                rank);
    }

    private static void addresses(Workbench bench) {
        Ask elsewhere = new Ask("POST", bench.path() + "/no-such-path", Map.of(), new Body.Json(bench.plain()));
        forbidden(bench, "path/unknown", "a path that is not there", elsewhere, Candidate.FIRST);
        Ask get = new Ask("GET", bench.path(), Map.of(), new Body.None());
        forbidden(bench, "method/get", "a method that is not there", get, Candidate.FIRST);
    }

    private static void bodies(Workbench bench) {
        String cut = bench.plain().toString();
        body(bench, "body/not-json", "a body that is cut off", text(cut.substring(0, cut.length() / 2)), -1);
        body(bench, "body/empty", "an empty body", text(""), Candidate.FIRST);
        body(bench, "body/list", "a list for a body", text("[]"), Candidate.FIRST);
        body(bench, "body/text", "a text for a body", text("\"hello\""), Candidate.FULL);
        body(bench, "body/deep", DEEP + " lists in each other", text("[".repeat(DEEP) + "]".repeat(DEEP)), 2);
        byte[] latin = "{\"messages\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        body(bench, "body/not-utf8", "bytes that are not UTF-8", new Body.Bytes(latin), Candidate.FULL);
        if (bench.declares("temperature")) {
            BigDecimal beyond = new BigDecimal("1E+400");
            JsonPointer at = JsonPointer.compile("/temperature");
            ObjectNode overflow = Workbench.with(bench.plain(), at, DecimalNode.valueOf(beyond));
            bench.add(
                    new Aim("temperature/overflow", "a number beyond 64 bits", at, "1E+400", "a number"),
                    overflow,
                    Workbench.BASELINE,
                    Candidate.FIRST);
        }
    }

    private static Body text(String text) {
        return new Body.Text(text);
    }

    private static void body(Workbench bench, String id, String tests, Body body, int rank) {
        forbidden(bench, id, tests, new Ask("POST", bench.path(), Map.of(), body), rank);
    }

    private static void forbidden(Workbench bench, String id, String tests, Ask ask, int rank) {
        bench.add(
                tests,
                ask,
                new Probed(id, JsonPointer.empty(), tests, tests, Says.FORBIDDEN, Says.FORBIDDEN, Workbench.BASELINE),
                rank);
    }
}
