package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.probe.OutputLimit;
import dev.loupe.provider.ProviderProfile.Price;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The highest possible cost of a request, and the actual cost of an exchange. */
@API(status = API.Status.EXPERIMENTAL)
public record CostEstimate(long input, long output) {
    /** Output tokens of a request without a limit: models usually generate at most so many by default. */
    public static final long UNLIMITED = 8_192;

    /** Of a text without a count; on average a token of English text is as long. */
    private static final int CHARACTERS_OF_TOKEN = 4;

    /** A text never has more tokens than bytes. */
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
        for (String name : OutputLimit.PROPERTIES) {
            JsonNode value = request.path(name);
            if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
                limit = Math.min(limit, value.longValue());
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

    /** The cost of an exchange: by its usage, nothing when it was rejected, the highest possible one without usage. */
    public static double actual(Exchange exchange, @Nullable Price price) {
        Reply.Head head = exchange.reply().headOrNull();
        if (head != null && head.code() >= 400) {
            return 0;
        }
        JsonNode usage = usage(exchange.reply());
        CostEstimate estimate = usage.isObject()
                ? new CostEstimate(
                        usage.path("prompt_tokens").asLong(),
                        usage.path("completion_tokens").asLong())
                : of(exchange.request().body());
        return estimate.cost(price);
    }

    /** The cost in US dollars that a response reports; -1 without one. */
    static double reportedCost(Reply reply) {
        JsonNode cost = usage(reply).path("cost");
        JsonNode spent = cost.isMissingNode() ? last(reply, json -> json.at("/meta/usage/usd_spent")) : cost;
        return spent.isNumber() && spent.doubleValue() >= 0 ? spent.doubleValue() : -1;
    }

    /** Output tokens of a response: by its usage, else by the length of its text. */
    static long outputTokens(Exchange exchange) {
        JsonNode counted = usage(exchange.reply()).path("completion_tokens");
        return counted.isIntegralNumber()
                ? Math.max(0, counted.longValue())
                : Math.ceilDiv(characters(exchange.reply()), CHARACTERS_OF_TOKEN);
    }

    /** Characters of the generated text. */
    static long characters(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered none -> 0;
            case Reply.Answered answered -> characters(answered.body().json().path("choices"), "message");
            case Reply.Streamed streamed ->
                streamed.events().stream()
                        .map(SseEvent::json)
                        .filter(Objects::nonNull)
                        .mapToLong(event -> characters(event.path("choices"), "delta"))
                        .sum();
        };
    }

    private static long characters(JsonNode choices, String message) {
        long characters = 0;
        for (JsonNode choice : choices) {
            for (JsonNode text : choice.path(message)) {
                characters += text.isTextual() ? text.textValue().length() : 0;
            }
        }
        return characters;
    }

    static JsonNode usage(Reply reply) {
        return last(reply, json -> json.path("usage"));
    }

    /** A value of the body, or of the last event that has it; a missing node without one. */
    private static JsonNode last(Reply reply, UnaryOperator<JsonNode> value) {
        JsonNode found = MissingNode.getInstance();
        if (reply instanceof Reply.Answered answered) {
            return value.apply(answered.body().json());
        }
        if (reply instanceof Reply.Streamed streamed) {
            for (SseEvent event : streamed.events()) {
                JsonNode here = event.json() == null ? found : value.apply(event.json());
                found = here.isMissingNode() || here.isNull() ? found : here;
            }
        }
        return found;
    }
}
