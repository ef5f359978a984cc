package dev.loupe.serve.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Decides which recordings are kept: one of each shape, up to a total size. Used by one thread. */
final class KeptRecordings {
    /** Shapes in memory; beyond them every exchange is kept. */
    private static final int MOST_SHAPES = 100_000;

    private static final int DEPTH = 32;

    /** Whether an exchange is kept. */
    enum Decision {
        KEEP,
        KNOWN_SHAPE,
        NO_SPACE
    }

    private record Kept(Path file, long bytes) {}

    private final RecordingProxyOptions.Limits limits;
    private final Set<String> shapes = new HashSet<>();
    private final Deque<Kept> files = new ArrayDeque<>();
    private final AtomicLong known = new AtomicLong();
    private long total;

    KeptRecordings(RecordingProxyOptions.Limits limits) {
        this.limits = limits;
    }

    Decision decide(Exchange exchange, long bytes) {
        if (limits.unique() && shapes.size() < MOST_SHAPES && !shapes.add(shape(exchange))) {
            known.incrementAndGet();
            return Decision.KNOWN_SHAPE;
        }
        boolean fits = limits.maxBytes() == 0 || (limits.rotate() ? bytes : total + bytes) <= limits.maxBytes();
        return fits ? Decision.KEEP : Decision.NO_SPACE;
    }

    /** Counts a recording; with rotation deletes the oldest ones of this recorder that are beyond the limit. */
    void added(Path file, long bytes) throws IOException {
        if (limits.maxBytes() == 0) {
            return;
        }
        total += bytes;
        if (limits.rotate()) {
            files.add(new Kept(file, bytes));
            while (total > limits.maxBytes() && files.size() > 1) {
                Kept oldest = files.remove();
                Files.deleteIfExists(oldest.file());
                total -= oldest.bytes();
            }
        }
    }

    long known() {
        return known.get();
    }

    /** Method, path, status, and the names and types of all properties; other values than the model and booleans do not count. */
    static String shape(Exchange exchange) {
        String url = exchange.request().url();
        int query = url.indexOf('?');
        var shape = new StringBuilder(exchange.request().method())
                .append(' ')
                .append(query < 0 ? url : url.substring(0, query))
                .append(' ');
        json(exchange.request().body().json(), 0, shape);
        switch (exchange.reply()) {
            case Reply.Answered answered -> {
                shape.append(answered.head().code());
                json(answered.body().json(), 0, shape);
            }
            case Reply.Streamed streamed -> {
                Set<String> events = new TreeSet<>();
                streamed.events().forEach(event -> {
                    var one = new StringBuilder(event.type());
                    json(Body.of(event.data().getBytes(StandardCharsets.UTF_8)).json(), 0, one);
                    events.add(one.toString());
                });
                shape.append(streamed.head().code())
                        .append(events)
                        .append(streamed.ending().failure() != null);
            }
            case Reply.Unanswered unanswered ->
                shape.append(unanswered.failure().kind());
        }
        return shape.toString();
    }

    private static void json(JsonNode json, int depth, StringBuilder shape) {
        if (depth > DEPTH) {
            shape.append('.');
        } else if (json.isObject()) {
            Set<String> properties = new TreeSet<>();
            json.properties().forEach(property -> {
                var one = new StringBuilder(property.getKey()).append(':');
                json(property.getValue(), depth + 1, one);
                if (property.getKey().equals("model") || property.getValue().isBoolean()) {
                    one.append(property.getValue().asText());
                }
                properties.add(one.toString());
            });
            shape.append('{').append(String.join(",", properties)).append('}');
        } else if (json.isArray()) {
            Set<String> elements = new TreeSet<>();
            json.forEach(element -> {
                var one = new StringBuilder();
                json(element, depth + 1, one);
                elements.add(one.toString());
            });
            shape.append('[').append(String.join(",", elements)).append(']');
        } else {
            shape.append(json.getNodeType().name(), 0, 2);
        }
    }
}
