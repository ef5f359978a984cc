package dev.loupe.client.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.CallListener;
import dev.loupe.client.CallStart;
import dev.loupe.client.ResponseSummary;
import dev.loupe.client.model.ApiObject;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Reports each call as a span {@code chat MODEL}, a child of the current span, and records {@code gen_ai.client.operation.duration},
 * {@code gen_ai.client.operation.time_to_first_chunk} and {@code gen_ai.client.token.usage}.
 */
public final class OpenTelemetryListener implements CallListener {
    private static final String SCOPE = "dev.loupe.client";

    private final Tracer tracer;
    private final DoubleHistogram duration;
    private final DoubleHistogram firstChunk;
    private final LongHistogram tokens;

    public OpenTelemetryListener(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(SCOPE);
        Meter meter = telemetry.getMeter(SCOPE);
        duration = seconds(meter, GenAi.DURATION, "Duration of a call");
        firstChunk = seconds(meter, GenAi.FIRST_CHUNK, "Time to the first chunk of a stream");
        tokens = meter.histogramBuilder(GenAi.TOKENS)
                .setDescription("Tokens of a call")
                .setUnit("{token}")
                .ofLongs()
                .setExplicitBucketBoundariesAdvice(GenAi.TOKEN_COUNTS)
                .build();
    }

    private static DoubleHistogram seconds(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setDescription(description)
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(GenAi.SECONDS)
                .build();
    }

    @Override
    public Events started(CallStart call) {
        String model = GenAi.requestModel(call);
        AttributesBuilder attributes = Attributes.builder()
                .put(GenAi.OPERATION, GenAi.CHAT)
                .put(GenAi.PROVIDER, GenAi.provider(call.endpoint()))
                .put(GenAi.SERVER_ADDRESS, GenAi.host(call.endpoint()))
                .put(GenAi.SERVER_PORT, GenAi.port(call.endpoint()));
        if (!model.isEmpty()) {
            attributes.put(GenAi.REQUEST_MODEL, model);
        }
        Attributes common = attributes.build();
        SpanBuilder span = tracer.spanBuilder(model.isEmpty() ? GenAi.CHAT : GenAi.CHAT + " " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(common);
        GenAi.requestNumbers(call).forEach((name, value) -> set(span, name, value));
        return new Recorder(span.startSpan(), common);
    }

    private static void set(SpanBuilder span, String name, JsonNode value) {
        if (value.isIntegralNumber()
                && !name.endsWith("temperature")
                && !name.endsWith("top_p")
                && !name.endsWith("penalty")) {
            span.setAttribute(name, value.longValue());
        } else {
            span.setAttribute(name, value.doubleValue());
        }
    }

    private final class Recorder implements Events {
        private final Span span;
        private final Attributes common;
        private final long start = System.nanoTime();
        private boolean hasChunk;

        Recorder(Span span, Attributes common) {
            this.span = span;
            this.common = common;
        }

        @Override
        public void chunk(ApiObject chunk) {
            if (!hasChunk) {
                hasChunk = true;
                double seconds = GenAi.seconds(start);
                firstChunk.record(seconds, common);
                span.setAttribute(GenAi.TIME_TO_FIRST_CHUNK, seconds);
            }
        }

        @Override
        public void retry(int retry, Duration wait, Throwable cause) {
            span.addEvent(
                    "retry",
                    Attributes.of(
                            AttributeKey.longKey("http.request.resend_count"),
                            (long) retry,
                            AttributeKey.stringKey(GenAi.ERROR_TYPE),
                            GenAi.errorType(cause)));
        }

        @Override
        public void finished(ApiObject response) {
            ResponseSummary summary = ResponseSummary.of(response);
            AttributesBuilder all = common.toBuilder();
            summary.model().ifPresent(model -> all.put(GenAi.RESPONSE_MODEL, model));
            Attributes attributes = all.build();
            duration.record(GenAi.seconds(start), attributes);
            tokens("input", summary.inputTokens(), attributes);
            tokens("output", summary.outputTokens(), attributes);
            span.setAllAttributes(attributes);
            summary.id().ifPresent(id -> span.setAttribute(GenAi.RESPONSE_ID, id));
            summary.inputTokens().ifPresent(count -> span.setAttribute(GenAi.INPUT_TOKENS, count));
            summary.outputTokens().ifPresent(count -> span.setAttribute(GenAi.OUTPUT_TOKENS, count));
            if (!summary.finishReasons().isEmpty()) {
                span.setAttribute(AttributeKey.stringArrayKey(GenAi.FINISH_REASONS), summary.finishReasons());
            }
            span.end();
        }

        private void tokens(String type, OptionalLong count, Attributes attributes) {
            if (count.isPresent()) {
                tokens.record(
                        count.getAsLong(),
                        attributes.toBuilder().put(GenAi.TOKEN_TYPE, type).build());
            }
        }

        /** Without the message, which may have content. */
        @Override
        public void failed(Throwable failure) {
            String type = GenAi.errorType(failure);
            duration.record(
                    GenAi.seconds(start),
                    common.toBuilder().put(GenAi.ERROR_TYPE, type).build());
            span.setAttribute(GenAi.ERROR_TYPE, type);
            span.setStatus(StatusCode.ERROR);
            span.end();
        }
    }
}
