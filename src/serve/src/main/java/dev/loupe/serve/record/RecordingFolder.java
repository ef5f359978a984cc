package dev.loupe.serve.record;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes recordings to a directory, one file each, on a worker thread. Never overwrites a file. */
final class RecordingFolder {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Vertx vertx;
    private final RecordingProxyOptions options;
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong notWritten = new AtomicLong();
    private volatile Future<Void> last = Future.succeededFuture();

    RecordingFolder(Vertx vertx, RecordingProxyOptions options) {
        this.vertx = vertx;
        this.options = options;
    }

    /** The id of the next exchange, and the name of its file without {@code .json}. */
    Exchange.Id nextId(Instant at) {
        return new Exchange.Id(options.provider() + "/" + MOMENT.format(at) + "-" + names.incrementAndGet());
    }

    /**
     * Writes in the background, in order.
     *
     * @param key the key that the client sent, so that it is redacted wherever the response repeats it
     */
    void write(Exchange.Id id, Supplier<Exchange> exchange, @Nullable String key) {
        Redactor redactor = key == null || key.length() < Redactor.SHORTEST_KEY
                ? options.redactor()
                : options.redactor().withKey(key);
        last = vertx.executeBlocking(
                () -> {
                    store(id, exchange, redactor);
                    return null;
                },
                true);
    }

    private void store(Exchange.Id id, Supplier<Exchange> exchange, Redactor redactor) {
        String name = id.value().substring(id.value().indexOf('/') + 1) + ".json";
        try {
            Files.write(
                    options.out().resolve(name),
                    RecordingFormat.pretty(exchange.get(), redactor),
                    StandardOpenOption.CREATE_NEW);
            written.incrementAndGet();
        } catch (IOException | RuntimeException failed) {
            // the client has its response; the number of recordings that cannot be written is printed at the end
            notWritten.incrementAndGet();
        }
    }

    void skip() {
        notWritten.incrementAndGet();
    }

    long written() {
        return written.get();
    }

    long notWritten() {
        return notWritten.get();
    }

    /** Completes when all recordings so far are written; they are written in order. */
    Future<Void> allWritten() {
        return last;
    }
}
