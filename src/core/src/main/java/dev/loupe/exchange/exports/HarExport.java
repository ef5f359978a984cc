package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.math.BigDecimal;
import java.util.Optional;

/** HTTP archives (HAR 1.2). A property that the format requires is absent when it was not recorded. */
final class HarExport implements ExportFormat {
    @Override
    public String name() {
        return "har";
    }

    @Override
    public String before() {
        return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Loupe\",\"version\":\"1\"},\"entries\":[\n";
    }

    @Override
    public String between() {
        return ",\n";
    }

    @Override
    public String after() {
        return "\n]}}\n";
    }

    @Override
    public Optional<JsonNode> entry(Exchange exchange) {
        if (exchange.request().url().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        if (exchange.origin().recordedAt() != null) {
            entry.put("startedDateTime", exchange.origin().recordedAt().toString());
        }
        Reply.Head head = exchange.reply().headOrNull();
        Reply.Times times = head == null ? null : head.times();
        entry.put("time", times == null ? -1 : times.end());
        request(exchange.request(), entry.putObject("request"));
        response(exchange.reply(), entry.putObject("response"));
        entry.putObject("cache");
        entry.putObject("timings")
                .put("send", 0)
                .put("wait", times == null ? -1 : times.firstByte())
                .put(
                        "receive",
                        times == null
                                ? -1
                                : BigDecimal.valueOf(times.end())
                                        .subtract(BigDecimal.valueOf(times.firstByte()))
                                        .doubleValue());
        return Optional.of(entry);
    }

    private static void request(Exchange.Request request, ObjectNode out) {
        ExportedMessage message = ExportedMessage.of(request);
        out.put("method", request.method()).put("url", request.url()).put("httpVersion", "HTTP/1.1");
        common(message, out);
        out.putArray("queryString");
        if (message.body().length > 0) {
            out.putObject("postData")
                    .put("mimeType", message.headers().first("content-type").orElse("application/json"))
                    .put("text", message.text());
        }
    }

    private static void response(Reply reply, ObjectNode out) {
        ExportedMessage message = ExportedMessage.of(reply);
        if (reply instanceof Reply.Unanswered unanswered) {
            out.put("status", 0).put("_error", unanswered.failure().message());
        } else if (message.status() != 0) {
            out.put("status", message.status());
        }
        out.put("statusText", "").put("httpVersion", "HTTP/1.1").put("redirectURL", "");
        common(message, out);
        boolean streamed = reply instanceof Reply.Streamed;
        ObjectNode content = out.putObject("content")
                .put("size", message.body().length)
                .put(
                        "mimeType",
                        message.headers()
                                .first("content-type")
                                .orElse(streamed ? "text/event-stream" : "application/json"));
        if (message.isText()) {
            content.put("text", message.text());
        } else {
            content.put("text", message.base64()).put("encoding", "base64");
        }
    }

    private static void common(ExportedMessage message, ObjectNode out) {
        if (message.headers().recorded()) {
            out.set("headers", message.headerList());
        }
        out.putArray("cookies");
        out.put("headersSize", -1).put("bodySize", message.body().length);
    }
}
