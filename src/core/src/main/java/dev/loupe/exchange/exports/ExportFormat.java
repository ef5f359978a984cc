package dev.loupe.exchange.exports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import java.util.Optional;

/** A format of another tool: entries of JSON with text around them. */
interface ExportFormat {
    /** The name for {@code --format}. */
    String name();

    /** The text before the first entry. */
    String before();

    String between();

    /** The text after the last entry. */
    String after();

    /** The entry of an exchange; empty when the format cannot hold it. */
    Optional<JsonNode> entry(Exchange exchange);
}
