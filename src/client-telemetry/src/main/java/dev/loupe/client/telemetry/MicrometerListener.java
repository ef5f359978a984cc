package dev.loupe.client.telemetry;

import dev.loupe.client.CallListener;
import dev.loupe.client.CallStart;
import dev.loupe.client.ResponseSummary;
import dev.loupe.client.model.ApiObject;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Records {@code gen_ai.client.operation.duration}, {@code gen_ai.client.operation.time_to_first_chunk} and {@code
 * gen_ai.client.token.usage}. Every meter has the same tags; one without a value is {@code none}.
 */
public final class MicrometerListener implements CallListener {
    private static final String ABSENT = "none";

    private final MeterRegistry registry;

    public MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Events started(CallStart call) {
        return new Recorder(call);
    }

    private final class Recorder implements Events {
        private final Tags tags;
        private final long start = System.nanoTime();
        private boolean hasChunk;

        Recorder(CallStart call) {
            tags = Tags.of(
                    GenAi.OPERATION, GenAi.CHAT,
                    GenAi.PROVIDER, GenAi.provider(call.endpoint()),
                    GenAi.REQUEST_MODEL, call.model().orElse(ABSENT),
                    GenAi.SERVER_ADDRESS, GenAi.host(call.endpoint()),
                    GenAi.SERVER_PORT, String.valueOf(GenAi.port(call.endpoint())));
        }

        @Override
        public void chunk(ApiObject chunk) {
            if (!hasChunk) {
                hasChunk = true;
                // the response model is not known before the end of the stream
                timer(GenAi.FIRST_CHUNK, "Time to the first chunk of a stream", tags);
            }
        }

        @Override
        public void finished(ApiObject response) {
            ResponseSummary summary = ResponseSummary.of(response);
            Tags all = tags.and(GenAi.RESPONSE_MODEL, summary.model().orElse(ABSENT));
            timer(GenAi.DURATION, "Duration of a call", all.and(GenAi.ERROR_TYPE, ABSENT));
            tokens("input", summary.inputTokens(), all);
            tokens("output", summary.outputTokens(), all);
        }

        @Override
        public void failed(Throwable failure) {
            timer(
                    GenAi.DURATION,
                    "Duration of a call",
                    tags.and(GenAi.RESPONSE_MODEL, ABSENT, GenAi.ERROR_TYPE, GenAi.errorType(failure)));
        }

        private void timer(String name, String description, Tags all) {
            Timer.builder(name)
                    .description(description)
                    .serviceLevelObjectives(GenAi.SECONDS.stream()
                            .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                            .toArray(Duration[]::new))
                    .tags(all)
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }

        private void tokens(String type, OptionalLong count, Tags all) {
            if (count.isPresent()) {
                DistributionSummary.builder(GenAi.TOKENS)
                        .description("Tokens of a call")
                        .baseUnit("token")
                        .serviceLevelObjectives(GenAi.TOKEN_COUNTS.stream()
                                .mapToDouble(Long::doubleValue)
                                .toArray())
                        .tags(all.and(GenAi.TOKEN_TYPE, type))
                        .register(registry)
                        .record((double) count.getAsLong());
            }
        }
    }
}
