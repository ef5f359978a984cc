package dev.loupe.client.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.loupe.client.CallListener;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final String RESPONSE =
            "{\"id\":\"r1\",\"model\":\"google/gemma-3-4b-it:free\",\"choices\":[{\"index\":0,"
                    + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"secret text\"}}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    private static final String EVENTS =
            "data: {\"id\":\"r1\",\"model\":\"google/gemma-3-4b-it:free\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"secret text\"}}]}\n\ndata: {\"id\":\"r1\",\"choices\":[{\"index\":0,\"delta\":{},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n"
                    + "data: [DONE]\n\n";

    private record Reply(int status, String type, String body) {}

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Gemma3Request request = Gemma3Request.builder()
            .model(Gemma3Model.GEMMA_3_4B_IT)
            .user("secret question")
            .temperature(1.0)
            .maxTokens(7)
            .build();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            Reply reply = replies.removeFirst();
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", reply.type());
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        telemetry.close();
    }

    private GemmaClient client(CallListener listener) {
        return GemmaClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .apiKey("secret-key")
                .sleeper(wait -> CompletableFuture.completedFuture(null))
                .listener(listener)
                .build();
    }

    private void reply(int status, String body) {
        replies.add(new Reply(status, body.startsWith("data:") ? "text/event-stream" : "application/json", body));
    }

    private static <T> T attribute(SpanData span, AttributeKey<T> key) {
        return span.getAttributes().get(key);
    }

    private MetricData metric(Collection<MetricData> all, String name) {
        return all.stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + all));
    }

    @Test
    @SuppressWarnings("try") // the scope is only closed
    void aCallIsASpanWithTheAttributesOfTheConventions() {
        reply(503, "{}");
        reply(200, RESPONSE);
        Span parent = telemetry.getTracer("test").spanBuilder("parent").startSpan();
        try (Scope scope = parent.makeCurrent()) {
            client(new OpenTelemetryListener(telemetry)).create(request);
        }
        SpanData span = spans.getFinishedSpanItems().get(0);
        assertThat(span.getName()).isEqualTo("chat google/gemma-3-4b-it");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
        assertThat(attribute(span, AttributeKey.stringKey("gen_ai.operation.name")))
                .isEqualTo("chat");
        assertThat(attribute(span, AttributeKey.stringKey("gen_ai.provider.name")))
                .isEqualTo("127.0.0.1");
        assertThat(attribute(span, AttributeKey.stringKey("gen_ai.request.model")))
                .isEqualTo("google/gemma-3-4b-it");
        assertThat(attribute(span, AttributeKey.stringKey("gen_ai.response.model")))
                .isEqualTo("google/gemma-3-4b-it:free");
        assertThat(attribute(span, AttributeKey.stringKey("gen_ai.response.id")))
                .isEqualTo("r1");
        assertThat(attribute(span, AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                .containsExactly("stop");
        assertThat(attribute(span, AttributeKey.longKey("gen_ai.usage.input_tokens")))
                .isEqualTo(3);
        assertThat(attribute(span, AttributeKey.longKey("gen_ai.usage.output_tokens")))
                .isEqualTo(2);
        assertThat(attribute(span, AttributeKey.doubleKey("gen_ai.request.temperature")))
                .isEqualTo(1.0);
        assertThat(attribute(span, AttributeKey.longKey("gen_ai.request.max_tokens")))
                .isEqualTo(7);
        assertThat(attribute(span, AttributeKey.stringKey("server.address"))).isEqualTo("127.0.0.1");
        assertThat(attribute(span, AttributeKey.longKey("server.port")))
                .isEqualTo(server.getAddress().getPort());
        assertThat(span.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("retry");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .isEqualTo("503");
        });
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void metricsOfACallHaveTheNamesAndBoundsOfTheConventions() {
        reply(200, RESPONSE);
        client(new OpenTelemetryListener(telemetry)).create(request);
        Collection<MetricData> all = metrics.collectAllMetrics();
        MetricData duration = metric(all, "gen_ai.client.operation.duration");
        assertThat(duration.getUnit()).isEqualTo("s");
        HistogramPointData point =
                duration.getHistogramData().getPoints().iterator().next();
        assertThat(point.getCount()).isEqualTo(1);
        assertThat(point.getBoundaries()).startsWith(0.01, 0.02).endsWith(81.92);
        MetricData tokens = metric(all, "gen_ai.client.token.usage");
        assertThat(tokens.getUnit()).isEqualTo("{token}");
        assertThat(tokens.getHistogramData().getPoints())
                .extracting(
                        one -> one.getAttributes().get(AttributeKey.stringKey("gen_ai.token.type")),
                        HistogramPointData::getSum)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("input", 3.0),
                        org.assertj.core.groups.Tuple.tuple("output", 2.0));
        assertThat(all).extracting(MetricData::getName).doesNotContain("gen_ai.client.operation.time_to_first_chunk");
    }

    @Test
    void aStreamHasTheTimeToItsFirstChunk() {
        reply(200, EVENTS);
        try (ChatStream stream = client(new OpenTelemetryListener(telemetry)).stream(request)) {
            stream.completion();
        }
        assertThat(metric(metrics.collectAllMetrics(), "gen_ai.client.operation.time_to_first_chunk")
                        .getHistogramData()
                        .getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getCount()).isEqualTo(1));
        SpanData span = spans.getFinishedSpanItems().get(0);
        assertThat(attribute(span, AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
                .isPositive();
        assertThat(attribute(span, AttributeKey.longKey("gen_ai.usage.output_tokens")))
                .isEqualTo(2);
    }

    @Test
    void aFailureHasTheTypeOfItsError() {
        reply(401, "{\"error\":{\"message\":\"secret-key is wrong\"}}");
        GemmaClient client = client(new OpenTelemetryListener(telemetry));
        assertThatThrownBy(() -> client.create(request)).isNotNull();
        SpanData span = spans.getFinishedSpanItems().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attribute(span, AttributeKey.stringKey("error.type"))).isEqualTo("401");
        assertThat(metric(metrics.collectAllMetrics(), "gen_ai.client.operation.duration")
                        .getHistogramData()
                        .getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getAttributes().get(AttributeKey.stringKey("error.type")))
                        .isEqualTo("401"));
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void metersHaveTheSameTagsForSuccessAndFailure() {
        reply(200, EVENTS);
        reply(400, "{}");
        GemmaClient client = client(new MicrometerListener(registry));
        try (ChatStream stream = client.stream(request)) {
            stream.completion();
        }
        assertThatThrownBy(() -> client.create(request)).isNotNull();
        List<Meter> durations = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().equals("gen_ai.client.operation.duration"))
                .toList();
        assertThat(durations).hasSize(2);
        assertThat(durations)
                .extracting(meter -> meter.getId().getTags().stream()
                        .map(tag -> tag.getKey())
                        .toList())
                .containsOnly(List.of(
                        "error.type",
                        "gen_ai.operation.name",
                        "gen_ai.provider.name",
                        "gen_ai.request.model",
                        "gen_ai.response.model",
                        "server.address",
                        "server.port"));
        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tag("error.type", "400")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isCloseTo(3, within(0.0));
    }

    @Test
    void providersHaveTheNamesOfTheConventions() {
        assertThat(GenAi.provider(URI.create("https://api.openai.com/v1/chat/completions")))
                .isEqualTo("openai");
        assertThat(GenAi.provider(URI.create("https://x.openai.azure.com/"))).isEqualTo("azure.ai.openai");
        assertThat(GenAi.provider(URI.create("https://api.aimlapi.com/v1"))).isEqualTo("api.aimlapi.com");
        assertThat(GenAi.port(URI.create("https://api.openai.com/v1"))).isEqualTo(443);
    }
}
