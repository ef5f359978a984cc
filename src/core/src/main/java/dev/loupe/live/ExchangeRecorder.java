package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes exchanges into a folder, one file each, secrets removed, named so that sorted by name they are in the order of
 * the plan: read again they are judged as they were.
 */
public final class ExchangeRecorder {
    private final Path folder;
    private final Map<Exchange.Id, Integer> places = new HashMap<>();

    /** A recorder of this plan; the folder is made when it is not there. */
    public ExchangeRecorder(Path folder, List<PlannedRequest> plan) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        for (int i = 0; i < plan.size(); i++) {
            places.put(plan.get(i).id(), i + 1);
        }
    }

    /** Writes one exchange, whole or not at all. */
    public void write(Exchange exchange, Redactor redactor) {
        Exchange.Id first = new Exchange.Id(exchange.id().value().replaceFirst("#\\d+$", ""));
        boolean again = !places.containsKey(exchange.id());
        // what was sent again comes after the first time of it
        String name = String.format(
                Locale.ROOT,
                again ? "%04d~%s.json" : "%04d-%s.json",
                places.getOrDefault(again ? first : exchange.id(), 0),
                redactor.redact(exchange.id().value()).replaceAll("[^A-Za-z0-9._-]+", "-"));
        try {
            Path part = folder.resolve(name + ".part");
            Files.write(part, RecordingFormat.pretty(exchange, redactor));
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    /** The answers of an earlier run in this folder to the same requests; what was not answered is to be sent again. */
    public static Map<Exchange.Id, Exchange> answered(Path folder, List<PlannedRequest> plan, TargetEndpoint target) {
        Map<Exchange.Id, PlannedRequest> wanted = new HashMap<>();
        plan.forEach(shipment -> wanted.put(shipment.id(), shipment));
        Map<Exchange.Id, Exchange> answered = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return answered;
        }
        try (Recordings recordings = Recordings.open(List.of(folder.toString()), InputStream.nullInputStream())) {
            recordings.forEach(raw -> {
                if (RecordingFormat.read(raw) instanceof ReadResult.Read(Exchange exchange)
                        && isAnswered(exchange.reply())
                        && isSame(exchange, wanted.get(exchange.id()), target)) {
                    answered.put(exchange.id(), exchange);
                }
            });
        }
        return answered;
    }

    private static boolean isSame(
            Exchange exchange, @org.jspecify.annotations.Nullable PlannedRequest shipment, TargetEndpoint target) {
        return shipment != null
                && shipment.probed() != null
                && shipment.probed().equals(exchange.probed())
                && exchange.request()
                        .url()
                        .equals(target.resolve(shipment.path()).toString())
                && exchange.request().method().equals(shipment.method());
    }

    private static boolean isAnswered(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered none -> false;
            case Reply.Answered(Reply.Head head, var body) -> RetryDecision.isFinal(head.code());
            case Reply.Streamed(Reply.Head head, var events, var ending, var pieces) -> ending.failure() == null;
        };
    }
}
