package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFileName;
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
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Writes redacted exchanges into a folder, one file each. The file names sort in the order of the plan, so that a replay
 * judges the exchanges in the order of the run.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ExchangeRecorder {
    private final Path folder;
    private final Map<Exchange.Id, Integer> numbers = new HashMap<>();

    /** Number of the planned exchange that was written last. */
    private int latest;

    /** A recorder of this plan; the folder is created if it does not exist. */
    public ExchangeRecorder(Path folder, List<PlannedRequest> plan) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        for (int i = 0; i < plan.size(); i++) {
            numbers.put(plan.get(i).id(), i + 1);
        }
    }

    /** Writes one exchange; a reader never sees an incomplete file. */
    public void write(Exchange exchange, Redactor redactor) {
        String name = fileName(exchange.id(), redactor);
        try {
            Path part = folder.resolve(name + ".part");
            Files.write(part, RecordingFormat.pretty(exchange, redactor));
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    private String fileName(Exchange.Id id, Redactor redactor) {
        if (id.value().equals(ProbeInfo.PLAIN_CONTROL)) {
            return RecordingFileName.ofControl(latest, id, redactor);
        }
        Integer number = numbers.get(id);
        if (number != null) {
            latest = number;
            return RecordingFileName.of(number, id, redactor);
        }
        return RecordingFileName.ofRepetition(numbers.getOrDefault(id.first(), 0), id, redactor);
    }

    /** The exchanges of an earlier run in this folder for the same requests, except those without a usable response. */
    public static Map<Exchange.Id, Exchange> earlier(Path folder, List<PlannedRequest> plan, TargetEndpoint target) {
        Map<Exchange.Id, PlannedRequest> wanted = new HashMap<>();
        plan.forEach(request -> wanted.put(request.id(), request));
        Map<Exchange.Id, Exchange> earlier = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return earlier;
        }
        try (Recordings recordings = Recordings.open(List.of(folder.toString()), InputStream.nullInputStream())) {
            recordings.forEach(raw -> {
                if (RecordingFormat.read(raw) instanceof ReadResult.Read(Exchange exchange)
                        && hasUsableResponse(exchange.reply())
                        && isSame(exchange, wanted.get(exchange.id()), target)) {
                    earlier.put(exchange.id(), exchange);
                }
            });
        }
        return earlier;
    }

    private static boolean isSame(
            Exchange exchange, @org.jspecify.annotations.Nullable PlannedRequest request, TargetEndpoint target) {
        return request != null
                && request.probed() != null
                && request.probed().equals(exchange.probed())
                && exchange.request()
                        .url()
                        .equals(target.resolve(request.path()).toString())
                && exchange.request().method().equals(request.method());
    }

    private static boolean hasUsableResponse(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered none -> false;
            case Reply.Answered(Reply.Head head, var body) -> head.code() < 500 && !Overload.isOverload(head.code());
            case Reply.Streamed(Reply.Head head, var events, var ending, var chunks) -> ending.failure() == null;
        };
    }
}
