package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import java.util.Optional;

/** Cassettes of vcrpy, as JSON, which is YAML too. */
final class VcrExport implements ExportFormat {
    @Override
    public String name() {
        return "vcr";
    }

    @Override
    public String before() {
        return "{\"version\": 1, \"interactions\": [\n";
    }

    @Override
    public String between() {
        return ",\n";
    }

    @Override
    public String after() {
        return "\n]}\n";
    }

    @Override
    public Optional<JsonNode> entry(Exchange exchange) {
        ExportedMessage response = ExportedMessage.of(exchange.reply());
        if (response.status() == 0 || exchange.request().url().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode interaction = JsonNodeFactory.instance.objectNode();
        ExportedMessage sent = ExportedMessage.of(exchange.request());
        interaction
                .putObject("request")
                .put("method", exchange.request().method())
                .put("uri", exchange.request().url())
                .put("body", sent.text())
                .set("headers", sent.headersByName());
        ObjectNode out = interaction.putObject("response");
        out.putObject("status").put("code", response.status()).put("message", "");
        out.set("headers", response.headersByName());
        ObjectNode body = out.putObject("body");
        if (response.isText()) {
            body.put("string", response.text());
        } else {
            body.put("base64_string", response.base64());
        }
        return Optional.of(interaction);
    }
}
