package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.CheckContext;
import dev.loupe.check.Violation;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.ProviderProfiles;
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
    private final ProviderProfile provider;
    private final List<Exchange> exchanges = new ArrayList<>();

    static ProviderProfile named(String provider) {
        return ProviderProfiles.named(provider).orElseThrow();
    }

    /** AI/ML API, with a profile that does not state what happens to a forbidden value. */
    static ProviderProfile withoutRuleForForbiddenValues() {
        ProviderProfile aimlapi = named("aimlapi");
        return aimlapi.with(aimlapi.dialect().withInvalid(Handling.UNSTATED));
    }

    private Suite(String model, ProviderProfile provider) {
        this.model = model;
        this.provider = provider;
    }

    /** One broken check at one request. */
    record Breach(String request, String check, Violation violation) {}

    /** Asks everything and returns what is broken. */
    static List<Breach> breaches(Endpoint endpoint, String model, ProviderProfile provider)
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
        send(endpoint, "exact-again", ask(model, "What is amber?", exact), null);
        send(endpoint, "exact-streamed", ask(model, "What is amber?", exact + ", " + usage), null);
        send(endpoint, "stream", ask(model, "Hello", "\"stream\": true"), null);
        send(endpoint, "limit-5", ask(model, count, "\"max_tokens\": 5"), null);
        send(endpoint, "limit-5-streamed", ask(model, count, "\"max_completion_tokens\": 5, " + usage), null);
        send(
                endpoint,
                "limit-1",
                ask(model, count, "\"max_tokens\": 1"),
                probed("max_tokens/minimum", "/max_tokens", "1", Permission.ALLOWED));
        send(endpoint, "stop", ask(model, count, "\"stop\": [\"5\"]"), null);
        send(endpoint, "stop-streamed", ask(model, count, "\"stop\": \"5\", " + usage), null);
        send(endpoint, "json", ask(model, "Name a gem", "\"response_format\": {\"type\": \"json_object\"}"), null);
        send(
                endpoint,
                "hottest",
                ask(model, "Hello", "\"temperature\": 2"),
                probed("temperature/maximum", "/temperature", "2", Permission.ALLOWED));
        send(
                endpoint,
                "too-hot",
                ask(model, "Hello", "\"temperature\": 2.5"),
                probed("temperature/above-maximum", "/temperature", "2.5", Permission.FORBIDDEN));
        send(endpoint, "bad-key", ask(model, "Hello", ""), probed("authorization/wrong", "", "", Permission.ALLOWED));
    }

    private static ProbeInfo probed(String probe, String at, String value, Permission permission) {
        return new ProbeInfo(probe, JsonPointer.compile(at), value, "as the contract says", permission, permission, "");
    }

    private void send(Endpoint endpoint, String id, String body, @Nullable ProbeInfo probed)
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
                        HeaderFields.NOT_RECORDED,
                        Body.of(body.getBytes(StandardCharsets.UTF_8))),
                reply(response),
                probed));
    }

    private static Reply reply(HttpResponse<String> response) {
        SortedMap<String, List<String>> fields =
                new TreeMap<>(response.headers().map());
        Reply.Head head = new Reply.Head(response.statusCode(), new HeaderFields(fields, true));
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        return response.body().startsWith("data:") || response.body().startsWith(": ")
                ? Reply.Streamed.of(head, List.of(new TimedBytes(1, body)), Reply.Ending.CLOSED)
                : new Reply.Answered(head, Body.of(body));
    }

    private List<Breach> judge() {
        CheckContext context = new CheckContext(SCHEMAS.get(model), provider);
        RunEnvironment setting = new RunEnvironment("0", "", "a suite", 1, InstantSource.system());
        RunEngine engine =
                RunEngine.incremental(RunPlan.of(Checks.all(), exchange -> context, Baseline.none(), setting));
        List<Breach> breaches = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            for (Finding finding : engine.judge(exchange).findings()) {
                breaches.add(new Breach(exchange.id().value(), finding.check().id(), finding.violation()));
            }
        }
        return breaches;
    }
}
