package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Receives the entries of one file, in their order, and names the exchanges. */
final class EntrySink {
    /** Providers of known hosts; a recording of another host has no provider and is judged by its host. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "api.aimlapi.com", "aimlapi",
            "api.openai.com", "openai",
            "openrouter.ai", "openrouter");

    private final String file;
    private final String stem;
    private final Consumer<ImportedEntry> entries;
    private int line = 1;
    private int number;
    private int part;
    private @Nullable JsonNode log;
    private int count;

    EntrySink(String file, String stem, Consumer<ImportedEntry> entries) {
        this.file = file;
        this.stem = stem;
        this.entries = entries;
    }

    /** The line of the next entries. */
    void at(int nextLine) {
        line = nextLine;
    }

    /** The record of the next entries: what is secret anywhere in it is redacted in them. */
    void record(JsonNode next) {
        log = next;
    }

    /** The number that names the next exchange. */
    void numbered(int next) {
        number = next;
        part = 0;
    }

    /** Numbers the next of several exchanges of one record. */
    void next() {
        part++;
    }

    String file() {
        return file;
    }

    int line() {
        return line;
    }

    /** How many entries were received. */
    int count() {
        return count;
    }

    void skipped(String why) {
        count++;
        entries.accept(new ImportedEntry.Skipped(file, line, why));
    }

    void damaged(String message) {
        count++;
        entries.accept(new ImportedEntry.Damaged(file, line, message));
    }

    /** An entry as a record of Loupe has it, with its own id. */
    void read(Exchange exchange) {
        count++;
        entries.accept(new ImportedEntry.Imported(exchange));
    }

    /** An exchange as it was recorded. */
    void recorded(@Nullable Instant at, Exchange.Request request, Reply reply) {
        if (OtherProtocols.isOne(request.url(), reply)) {
            skipped("a call of another protocol than chat completions");
            return;
        }
        exchange("recording", at, request, reply);
    }

    /** A sample of a documentation page. */
    void documented(Exchange.Request request, Reply reply) {
        exchange("documentation", null, request, reply);
    }

    /** ImportedMessages put together from the fields of a log, so that a property that they do not have may have been there. */
    void assembled(@Nullable Instant at, Exchange.Request request, Reply reply) {
        exchange(Origin.ASSEMBLED, at, request, reply);
    }

    private void exchange(String source, @Nullable Instant at, Exchange.Request request, Reply reply) {
        count++;
        String host = host(request.url());
        String provider = PROVIDERS.get(host);
        var origin = new Origin(provider, null, at, source, file, line);
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.withObjectProperty("source").put("note", "imported from " + fileName(file) + ", line " + line);
        String folder = provider != null ? provider : host.isEmpty() ? "imported" : host;
        String name = folder + "/" + stem + "/" + number + (part > 1 ? "-" + part : "");
        Exchange exchange = new Exchange(new Exchange.Id(name), origin, request, reply, null, kept);
        entries.accept(new ImportedEntry.Imported(
                log == null ? exchange : Redactor.of("API_KEY").knowing(log).redact(exchange)));
    }

    private static String fileName(String file) {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }

    private static String host(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
