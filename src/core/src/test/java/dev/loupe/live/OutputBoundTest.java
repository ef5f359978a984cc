package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.OutputLimit;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Runs against a model that never stops by itself; the server counts the tokens. */
class OutputBoundTest extends ProbedServer {
    private static final int ENDLESS = 8_000;

    private final ProbePlan probes = ProbePlan.of(
            ContractSchemas.of(Contracts.named("gemma-3").orElseThrow()), "", Thoroughness.STANDARD, false);
    private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong generated = new AtomicLong();

    /** A model that honours these limits, accepts everything, and rejects these properties. */
    private List<IncompleteReason> run(Set<String> honoured, Set<String> rejected) {
        serve((exchange, request) -> {
            received.add(request);
            long tokens = honoured.stream()
                    .map(request::path)
                    .filter(limit -> limit.isNumber() && limit.asLong() > 0)
                    .mapToLong(JsonNode::asLong)
                    .min()
                    .orElse(ENDLESS);
            boolean rejects = rejected.stream().anyMatch(request::has);
            generated.addAndGet(rejects ? 0 : tokens);
            String body = rejects
                    ? "{\"error\": {\"message\": \"unknown parameter\"}}"
                    : "{\"choices\": [{\"index\": 0, \"message\": {\"content\": \"a\"}}],"
                            + " \"usage\": {\"completion_tokens\": " + tokens + "}}";
            send(exchange, rejects ? 400 : 200, "application/json", body);
        });
        TargetEndpoint target = TargetEndpoint.at(url(), null, "LOUPE_KEY", Map.of());
        try (RequestSender sender = new RequestSender(
                target,
                "openai",
                Timeouts.DEFAULT,
                RateLimiter.unlimited(),
                InstantSource.system(),
                ConnectionSettings.direct(null))) {
            ParallelSender parallel = new ParallelSender(sender, Budget.unlimited(), 4, Pricing.NONE);
            try (ProbeSession session =
                    new ProbeSession(parallel, PlannedRequests.of(probes), Map.of(), exchange -> exchange)) {
                session.forEachRemaining(exchange -> {});
                return session.incomplete();
            }
        }
    }

    private long withoutLimit() {
        return received.stream()
                .skip(1)
                .filter(JsonNode::isObject)
                .filter(request -> OutputLimit.PROPERTIES.stream().noneMatch(request::has))
                .count();
    }

    @Test
    void everyRequestAfterTheProofHasALimit() {
        assertThat(run(Set.of("max_tokens", "max_completion_tokens"), Set.of())).isEmpty();
        assertThat(withoutLimit()).isZero();
        assertThat(generated).hasValueLessThan(200_000);
    }

    @Test
    void theSecondLimitIsUsedWhereTheFirstIsRejected() {
        assertThat(run(Set.of("max_completion_tokens"), Set.of("max_tokens"))).isEmpty();
        assertThat(withoutLimit()).isZero();
        assertThat(received)
                .filteredOn(request -> request.path("max_completion_tokens").asInt() == OutputLimit.TOKENS)
                .hasSizeGreaterThan(60);
    }

    @Test
    void aRunWithoutAWorkingLimitEndsWithItsTokens() {
        long most = (long) probes.requests() * OutputLimit.TOKENS;
        assertThat(run(Set.of(), Set.of()))
                .singleElement()
                .isInstanceOfSatisfying(IncompleteReason.NotSent.class, notSent -> assertThat(notSent.reason())
                        .isEqualTo(new NotSentReason.TokenLimit(most)));
        // the proofs, and those under way when the last token counts
        assertThat(generated).hasValueLessThan(most + 9 * ENDLESS);
        assertThat(withoutLimit()).isPositive();
    }
}
