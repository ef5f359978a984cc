package dev.loupe.engine.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.text.TextTruncation;
import java.math.BigDecimal;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an exchange that reports show, also without a finding.
 *
 * @param status 0 without a response, or when it was not recorded
 * @param sent the fields of the request
 * @param usage of the response; null without one
 * @param times of the response; null when they were not recorded
 * @param stream the stream; null for a non-streaming response
 * @param probe what the request tests; null when it is not a probe
 * @param tools the tool calls of the response; null when the request offers no tools or there is no completion
 */
@API(status = API.Status.EXPERIMENTAL)
public record ExchangeFacts(
        int status,
        List<RequestField> sent,
        @Nullable Usage usage,
        Reply.@Nullable Times times,
        @Nullable StreamTimeline stream,
        @Nullable ProbeFacts probe,
        @Nullable ToolCallFacts tools) {
    /** The same with another timeline. */
    public ExchangeFacts with(StreamTimeline timeline) {
        return new ExchangeFacts(status, sent, usage, times, timeline, probe, tools);
    }

    /**
     * The facts of an exchange.
     *
     * @param tools its tool calls; null when it has none to count
     */
    public static ExchangeFacts of(Exchange exchange, @Nullable ToolCallFacts tools) {
        Reply.Head head = exchange.reply().headOrNull();
        return new ExchangeFacts(
                head == null ? 0 : head.code(),
                RequestField.in(exchange.request().body().json()),
                Usage.of(exchange.reply()),
                head == null ? null : head.times(),
                exchange.reply() instanceof Reply.Streamed streamed ? StreamTimeline.of(streamed) : null,
                exchange.probed() == null ? null : ProbeFacts.of(exchange.probed()),
                tools);
    }

    /**
     * The usage of a response. A count that is missing or not an integer is -1.
     *
     * @param characters of text in the response
     * @param cost in US dollars, as the response reports it; null when it does not
     */
    public record Usage(long prompt, long completion, long total, long characters, @Nullable BigDecimal cost) {
        /** A cost is equal before it is written to a journal and after it is read. */
        public Usage {
            cost = cost == null || cost.scale() <= 0 ? cost : cost.stripTrailingZeros();
        }

        public static @Nullable Usage of(Reply reply) {
            return switch (reply) {
                case Reply.Answered answered -> {
                    JsonNode body = answered.body().json();
                    yield of(body, characters(body, "message"));
                }
                case Reply.Streamed streamed -> {
                    JsonNode chunk = chunkWithUsage(streamed.events());
                    yield chunk == null ? null : of(chunk, characters(streamed.events()));
                }
                case Reply.Unanswered none -> null;
            };
        }

        /** The last event that has a usage. */
        private static @Nullable JsonNode chunkWithUsage(List<SseEvent> events) {
            for (SseEvent event : events.reversed()) {
                if (event.json() != null && event.json().path("usage").isObject()) {
                    return event.json();
                }
            }
            return null;
        }

        private static long characters(List<SseEvent> events) {
            long sum = 0;
            for (SseEvent event : events) {
                sum += event.json() == null ? 0 : characters(event.json(), "delta");
            }
            return sum;
        }

        private static @Nullable Usage of(JsonNode response, long characters) {
            JsonNode usage = response.path("usage");
            JsonNode cost = usage.has("cost") ? usage.path("cost") : response.at("/meta/usage/usd_spent");
            return usage.isObject()
                    ? new Usage(
                            count(usage, "prompt_tokens"),
                            count(usage, "completion_tokens"),
                            count(usage, "total_tokens"),
                            characters,
                            cost.isNumber() && cost.decimalValue().signum() >= 0 ? cost.decimalValue() : null)
                    : null;
        }

        private static long count(JsonNode usage, String name) {
            JsonNode value = usage.path(name);
            return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
        }

        private static long characters(JsonNode json, String holder) {
            long sum = 0;
            for (JsonNode choice : json.path("choices")) {
                JsonNode content = choice.path(holder).path("content");
                sum += content.isTextual() ? content.textValue().length() : 0;
            }
            return sum;
        }
    }

    /**
     * What a probe tests.
     *
     * @param at the property under test, as a pointer into the request
     * @param value as JSON text; empty when the property is omitted
     * @param allowed by the corrected contract
     */
    public record ProbeFacts(String probe, String at, String value, String rule, boolean allowed) {
        public static ProbeFacts of(dev.loupe.exchange.ProbeInfo probed) {
            return new ProbeFacts(
                    TextTruncation.withLength(probed.probe(), TextTruncation.NAME),
                    TextTruncation.withLength(probed.at().toString(), TextTruncation.NAME),
                    TextTruncation.withLength(probed.value(), 60),
                    TextTruncation.withLength(probed.rule(), 120),
                    probed.corrected() == dev.loupe.exchange.ProbeInfo.Permission.ALLOWED);
        }
    }
}
