package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.provider.ProviderProfile.Price;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a request can cost at worst, and what an exchange did cost. */
public record CostEstimate(long input, long output) {
    /** Without a limit in the request: models in this trade answer with at most so many tokens unless told otherwise. */
    public static final long UNLIMITED = 8_192;

    /** No tokenizer makes more tokens of a text than it has bytes. */
    public static CostEstimate of(Body body) {
        return switch (body) {
            case Body.Json(JsonNode json) ->
                new CostEstimate(json.toString().getBytes(StandardCharsets.UTF_8).length, output(json));
            case Body.Text(String text) -> new CostEstimate(text.getBytes(StandardCharsets.UTF_8).length, UNLIMITED);
            case Body.Bytes(byte[] bytes) -> new CostEstimate(bytes.length, UNLIMITED);
            case Body.None none -> new CostEstimate(0, 0);
        };
    }

    private static long output(JsonNode request) {
        long limit = UNLIMITED;
        for (String name : new String[] {"max_tokens", "max_completion_tokens"}) {
            JsonNode said = request.path(name);
            if (said.isIntegralNumber() && said.canConvertToLong() && said.longValue() > 0) {
                limit = Math.min(limit, said.longValue());
            }
        }
        return limit * Math.clamp(request.path("n").asLong(1), 1, 128);
    }

    /** In US dollars; 0 without prices. */
    public double cost(@Nullable Price price) {
        return price == null
                ? 0
                : (input * price.input().doubleValue() + output * price.output().doubleValue()) / 1e6;
    }

    /** What an exchange cost: by what it says it used, nothing when it was refused, the worst when nobody knows. */
    public static double actual(Exchange exchange, @Nullable Price price) {
        Reply.Head head = exchange.reply().headOrNull();
        if (head != null && head.code() >= 400) {
            return 0;
        }
        JsonNode usage = usage(exchange.reply());
        CostEstimate said = usage.isObject()
                ? new CostEstimate(
                        usage.path("prompt_tokens").asLong(),
                        usage.path("completion_tokens").asLong())
                : of(exchange.request().body());
        return said.cost(price);
    }

    private static JsonNode usage(Reply reply) {
        JsonNode found = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        if (reply instanceof Reply.Answered answered) {
            return answered.body().json().path("usage");
        }
        if (reply instanceof Reply.Streamed streamed) {
            for (SseEvent event : streamed.events()) {
                if (event.json() != null && event.json().path("usage").isObject()) {
                    found = event.json().path("usage");
                }
            }
        }
        return found;
    }
}
