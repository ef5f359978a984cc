package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.probe.OutputLimit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the limit that bounds the output of a run: the first one that the endpoint accepts and that has an effect. */
final class OutputBound {
    /** A limit of 1 has an effect when there are no more tokens; range.limit-honoured judges the exact number. */
    private static final int MOST_TOKENS = 5;

    /** The same where the response counts no tokens: no token is longer. */
    private static final int MOST_CHARACTERS = 40;

    private final List<OutputLimit> limits;
    private final Set<String> planned;
    private final Set<String> successful = new HashSet<>();
    private final int proofs;
    private volatile Optional<OutputLimit> known = Optional.empty();

    /** The limits that the requests of a plan name. */
    OutputBound(List<PlannedRequest> plan) {
        limits = plan.stream()
                .flatMap(request -> request.bounded().stream())
                .map(PlannedRequest.Bounded::limit)
                .distinct()
                .toList();
        planned = plan.stream().map(request -> request.id().value()).collect(Collectors.toSet());
        Set<String> all =
                limits.stream().flatMap(limit -> limit.proofs().stream()).collect(Collectors.toSet());
        int last = 0;
        for (int i = 0; i < plan.size(); i++) {
            last = all.contains(plan.get(i).id().value()) ? i + 1 : last;
        }
        proofs = last;
    }

    /** The number of requests until the limit is known; 0 without a limit. */
    int proofs() {
        return proofs;
    }

    /** Receives an exchange; only proofs matter. */
    void received(Exchange exchange) {
        Reply.Head head = exchange.reply().headOrNull();
        boolean accepted = head != null && head.code() >= 200 && head.code() < 300;
        if (accepted && (exchange.probed() == null || !exchange.probed().value().equals("1") || isShort(exchange))) {
            successful.add(exchange.id().value());
        }
    }

    /** The limit that works; empty when none does. */
    Optional<OutputLimit> working() {
        return limits.stream()
                .filter(limit -> limit.proofs().stream().anyMatch(planned::contains))
                .filter(limit ->
                        limit.proofs().stream().filter(planned::contains).allMatch(successful::contains))
                .findFirst();
    }

    /** The requests with the limit that works, from now on. */
    List<PlannedRequest> bounded(List<PlannedRequest> rest) {
        known = working();
        return rest.stream().map(this::bounded).toList();
    }

    /** The request with the limit, as soon as it is known. */
    PlannedRequest bounded(PlannedRequest request) {
        return known.map(request::boundedBy).orElse(request);
    }

    private static boolean isShort(Exchange exchange) {
        JsonNode tokens = CostEstimate.usage(exchange.reply()).path("completion_tokens");
        return tokens.isIntegralNumber()
                ? tokens.longValue() <= MOST_TOKENS
                : CostEstimate.characters(exchange.reply()) <= MOST_CHARACTERS;
    }
}
