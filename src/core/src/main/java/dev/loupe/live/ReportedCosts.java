package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apiguardian.api.API;

/**
 * Prices that are not stated: upper bounds are learned from the costs that the responses report. The price of an output token is at
 * most the cost of a response divided by its output tokens. An input token costs at most as much as an output token, hence at most
 * that cost divided by all tokens.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ReportedCosts implements Pricing {
    /** Reported costs are rounded to a millionth of a dollar. */
    private static final double ROUNDING = 1e-6;

    /** Accepted requests without a reported cost, after which nothing more is sent; streams often report none. */
    private static final int MOST_UNPRICED = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private double input = Double.POSITIVE_INFINITY;
    private double output = Double.POSITIVE_INFINITY;
    private int unpriced;

    @Override
    public double highest(Body request) {
        lock.lock();
        try {
            return isUnknown() ? 0 : cost(CostEstimate.of(request));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public double actual(Exchange exchange) {
        Reply.Head head = exchange.reply().headOrNull();
        if (head == null || head.code() >= 400) {
            return 0;
        }
        lock.lock();
        try {
            JsonNode usage = CostEstimate.usage(exchange.reply());
            CostEstimate tokens = new CostEstimate(
                    usage.path("prompt_tokens").asLong(),
                    usage.path("completion_tokens").asLong());
            double reported = CostEstimate.reportedCost(exchange.reply());
            if (reported >= 0) {
                learn(tokens, reported + ROUNDING);
                return reported;
            }
            unpriced++;
            return isUnknown()
                    ? 0
                    : cost(
                            usage.isObject()
                                    ? tokens
                                    : CostEstimate.of(exchange.request().body()));
        } finally {
            lock.unlock();
        }
    }

    private void learn(CostEstimate tokens, double cost) {
        if (tokens.input() > 0 && tokens.output() > 0) {
            input = Math.min(input, cost / (tokens.input() + tokens.output()));
            output = Math.min(output, cost / tokens.output());
        }
    }

    private double cost(CostEstimate tokens) {
        return tokens.input() * input + tokens.output() * output;
    }

    @Override
    public boolean isUnknown() {
        lock.lock();
        try {
            return output == Double.POSITIVE_INFINITY;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<NotSentReason> forbids() {
        lock.lock();
        try {
            return isUnknown() && unpriced >= MOST_UNPRICED
                    ? Optional.of(new NotSentReason.CostUnknown())
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
