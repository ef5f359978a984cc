package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Checks;
import dev.loupe.check.Context;
import dev.loupe.check.Violation;
import dev.loupe.contract.Contract;
import dev.loupe.contract.Contracts;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Headers;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Piece;
import dev.loupe.exchange.Probed;
import dev.loupe.exchange.Probed.Says;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.Dialect;
import dev.loupe.provider.Dialect.Handling;
import dev.loupe.provider.Provider;
import dev.loupe.provider.Providers;
import dev.loupe.schema.ContractSchemas;
import dev.loupe.verdict.Baseline;
import dev.loupe.verdict.Examination;
import dev.loupe.verdict.Finding;
import dev.loupe.verdict.Plan;
import dev.loupe.verdict.Setting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small suite of requests, and what all checks make of the answers. */
final class Suite {
    private static final Map<String, ContractSchemas> SCHEMAS = new LinkedHashMap<>();

    static {
        for (Contract contract : Contracts.bundled()) {
            ContractSchemas schemas = ContractSchemas.of(contract);
            contract.models().forEach(model -> SCHEMAS.put(model, schemas));
        }
    }

    private final String model;
    private final Provider provider;
    private final List<Exchange> exchanges = new ArrayList<>();

    static Provider named(String provider) {
        return Providers.named(provider).orElseThrow();
    }

    /** AI/ML API, had it never said what becomes of a value that the contract forbids. */
    static Provider saysNothingOfForbiddenValues() {
        Provider aimlapi = named("aimlapi");
        Dialect stated = aimlapi.dialect();
        return new Provider(
                aimlapi.name(),
                aimlapi.title(),
                aimlapi.baseUrl(),
                aimlapi.keyVariable(),
                aimlapi.headers(),
                new Dialect(
                        stated.errors(),
                        stated.requestIdHeaders(),
                        stated.done(),
                        stated.usageChunk(),
                        Handling.UNSTATED,
                        stated.unknown(),
                        stated.finishReasons(),
                        stated.aliases()),
                aimlapi.prices(),
                aimlapi.creditsPerUsd());
    }

    private Suite(String model, Provider provider) {
        this.model = model;
        this.provider = provider;
    }

    /** One broken check at one request. */
    record Breach(String request, String check, Violation violation) {}

    /** Asks everything and returns what is broken. */
    static List<Breach> breaches(Endpoint endpoint, String model, Provider provider)
            throws IOException, InterruptedException {
        Suite suite = new Suite(model, provider);
        suite.askAll(endpoint);
        return suite.judge();
    }

    private void askAll(Endpoint endpoint) throws IOException, InterruptedException {
        String exact = "\"temperature\": 0, \"seed\": 7";
        String usage = "\"stream\": true, \"stream_options\": {\"include_usage\": true}";
        String count = "Count from 1 to 10";
        send(endpoint, "plain", ask(model, "What is amber?", ""), null);
        // a prompt that costs more than what rounding may hide
        send(endpoint, "long", ask(model, "What is amber? ".repeat(1_000), "\"max_tokens\": 9"), null);
        send(endpoint, "again", ask(model, "What is amber?", ""), null);
        send(endpoint, "exact", ask(model, "What is amber?", exact), null);
        send(endpoint, "exact-streamed", ask(model, "What is amber?", exact + ", " + usage), null);
        send(endpoint, "stream", ask(model, "Hello", "\"stream\": true"), null);
        send(endpoint, "limit-5", ask(model, count, "\"max_tokens\": 5"), null);
        send(endpoint, "limit-5-streamed", ask(model, count, "\"max_completion_tokens\": 5, " + usage), null);
        send(
                endpoint,
                "limit-1",
                ask(model, count, "\"max_tokens\": 1"),
                probed("max_tokens/minimum", "/max_tokens", "1", Says.ALLOWED));
        send(endpoint, "stop", ask(model, count, "\"stop\": [\"5\"]"), null);
        send(endpoint, "stop-streamed", ask(model, count, "\"stop\": \"5\", " + usage), null);
        send(endpoint, "json", ask(model, "Name a gem", "\"response_format\": {\"type\": \"json_object\"}"), null);
        send(
                endpoint,
                "hottest",
                ask(model, "Hello", "\"temperature\": 2"),
                probed("temperature/maximum", "/temperature", "2", Says.ALLOWED));
        send(
                endpoint,
                "too-hot",
                ask(model, "Hello", "\"temperature\": 2.5"),
                probed("temperature/above-maximum", "/temperature", "2.5", Says.FORBIDDEN));
        send(endpoint, "bad-key", ask(model, "Hello", ""), probed("authorization/wrong", "", "", Says.ALLOWED));
    }

    private static Probed probed(String probe, String at, String value, Says says) {
        return new Probed(probe, JsonPointer.compile(at), value, "as the contract says", says, says, "");
    }

    private void send(Endpoint endpoint, String id, String body, @Nullable Probed probed)
            throws IOException, InterruptedException {
        String key = id.equals("bad-key") ? "Bearer invalid" : "Bearer k";
        HttpResponse<String> response =
                endpoint.send(endpoint.request("/v1/chat/completions", body).setHeader("authorization", key));
        exchanges.add(new Exchange(
                new Exchange.Id(id),
                new Origin(provider.name(), null, null, "live", null, 0),
                new Exchange.Request(
                        "POST",
                        endpoint.provider.url() + "/v1/chat/completions",
                        Headers.NOT_RECORDED,
                        Body.of(body.getBytes(StandardCharsets.UTF_8))),
                reply(response),
                probed));
    }

    private static Reply reply(HttpResponse<String> response) {
        SortedMap<String, List<String>> fields =
                new TreeMap<>(response.headers().map());
        Reply.Head head = new Reply.Head(response.statusCode(), new Headers(fields, true));
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        return response.body().startsWith("data:") || response.body().startsWith(": ")
                ? Reply.Streamed.of(head, List.of(new Piece(1, body)), Reply.Ending.CLOSED)
                : new Reply.Answered(head, Body.of(body));
    }

    private List<Breach> judge() {
        Context context = new Context(SCHEMAS.get(model), provider);
        Setting setting = new Setting("0", "", "a suite", 1, InstantSource.system());
        Examination examination =
                Examination.oneByOne(Plan.of(Checks.all(), exchange -> context, Baseline.none(), setting));
        List<Breach> breaches = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            for (Finding finding : examination.look(exchange).findings()) {
                breaches.add(new Breach(exchange.id().value(), finding.check().id(), finding.violation()));
            }
        }
        return breaches;
    }
}
