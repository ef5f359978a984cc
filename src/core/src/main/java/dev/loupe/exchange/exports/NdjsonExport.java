package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.util.Optional;

/** One object on each line with {@code request} and {@code response}; the body of a stream is its text. */
final class NdjsonExport implements ExportFormat {
    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public String before() {
        return "";
    }

    @Override
    public String between() {
        return "\n";
    }

    @Override
    public String after() {
        return "\n";
    }

    @Override
    public Optional<JsonNode> entry(Exchange exchange) {
        if (exchange.reply() instanceof Reply.Unanswered) {
            return Optional.empty();
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (exchange.origin().recordedAt() != null) {
            line.put("timestamp", exchange.origin().recordedAt().toString());
        }
        ObjectNode request =
                line.putObject("request").put("method", exchange.request().method());
        if (!exchange.request().url().isEmpty()) {
            request.put("url", exchange.request().url());
        }
        message(ExportedMessage.of(exchange.request()), exchange.request().body(), request);
        ExportedMessage response = ExportedMessage.of(exchange.reply());
        ObjectNode out = line.putObject("response");
        if (response.status() != 0) {
            out.put("status", response.status());
        }
        message(response, exchange.reply() instanceof Reply.Answered answered ? answered.body() : new Body.None(), out);
        return Optional.of(line);
    }

    private static void message(ExportedMessage message, Body body, ObjectNode out) {
        if (message.headers().recorded()) {
            out.set("headers", message.headersByName());
        }
        if (body instanceof Body.Json(JsonNode value)) {
            out.set("body", value);
        } else if (message.body().length > 0) {
            out.put("body", message.isText() ? message.text() : message.base64());
        }
    }
}
