package dev.loupe.serve.record;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.file.PartialRecording;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recording of one exchange. The thread of the connection adds bytes and never waits for the disk; the threads of the folder write
 * them. When memory or disk is not sufficient, the recording ends and the traffic continues.
 */
final class ExchangeRecording {
    private final RecordingFolder folder;
    private final Exchange.Id id;
    private final Origin origin;
    private final Exchange.Request request;
    private final Redactor redactor;

    private final ByteArrayOutputStream requestBody = new ByteArrayOutputStream();
    private final List<TimedBytes> queued = new ArrayList<>();
    /** Bytes of the response that are added and not yet written. */
    private long unwritten;

    private long reserved;
    private long received;
    private boolean scheduled;
    private boolean requestComplete;
    private boolean ended;
    private Reply.@Nullable Head head;
    private double end;
    private @Nullable Failure failure;
    /** Why the recording ended before the exchange; null while it continues. */
    private @Nullable Failure loss;

    private volatile Consumer<List<String>> completed = violated -> {};
    private volatile Runnable written = () -> {};

    /** Used by the appending thread, then by the completing thread. */
    private @Nullable RecordedResponse response;

    private @Nullable Exchange started;

    /** @param request without its body */
    ExchangeRecording(
            RecordingFolder folder, Exchange.Id id, Origin origin, Exchange.Request request, Redactor redactor) {
        this.folder = folder;
        this.id = id;
        this.origin = origin;
        this.request = request;
        this.redactor = redactor;
    }

    /** Calls this when the recording is complete, with the ids of violated checks; call it before the end. */
    synchronized void whenCompleted(Consumer<List<String>> action) {
        completed = action;
    }

    /** Runs this each time when added bytes are written, on the thread that wrote them. */
    void whenWritten(Runnable action) {
        written = action;
    }

    /** Adds a part of the request body. */
    synchronized void request(byte[] part) {
        if (ended || loss != null) {
            return;
        }
        if (requestBody.size() + part.length > folder.memory().largestBody()) {
            loseLarge("request");
        } else if (reserve(part.length)) {
            requestBody.writeBytes(part);
        }
    }

    private void loseLarge(String what) {
        lose(new Failure(
                Failure.Kind.TOO_LARGE,
                "the body of the " + what + " is larger than " + folder.memory().bodyLimit()));
    }

    /** The request body so far; null when it is not in memory. */
    synchronized byte @Nullable [] requestSoFar() {
        return loss == null ? requestBody.toByteArray() : null;
    }

    /** The request is complete: from now on the exchange is on disk. */
    synchronized void requestEnd() {
        if (!ended && loss == null) {
            requestComplete = true;
            schedule();
        }
    }

    /** Status and headers of the response; those that arrive after the end are dropped, the recording may be complete. */
    synchronized void head(Reply.Head first) {
        if (!ended) {
            head = first;
            schedule();
        }
    }

    /** Adds a part of the response. */
    synchronized void response(double at, byte[] part) {
        if (ended || loss != null) {
            return;
        }
        received += part.length;
        if (received > folder.memory().largestBody()) {
            loseLarge("response");
        } else if (reserve(part.length)) {
            queued.add(new TimedBytes(at, part));
            unwritten += part.length;
            schedule();
        }
    }

    /** How many of the added bytes are not written yet; 0 when that has no end, or waits for the client. */
    synchronized long unwritten() {
        return loss == null && requestComplete ? unwritten : 0;
    }

    /** The exchange has ended; a second end has no effect. */
    synchronized void end(double at, @Nullable Failure why) {
        if (!ended) {
            ended = true;
            end = at;
            failure = why;
            // a server may respond before the request is complete
            requestComplete |= loss == null;
            schedule();
        }
    }

    private boolean reserve(long bytes) {
        if (folder.memory().reserve(bytes)) {
            reserved += bytes;
            return true;
        }
        lose(new Failure(Failure.Kind.OTHER, folder.memory() + " is in use"));
        return false;
    }

    boolean isMemoryScarce() {
        return folder.memory().isScarce();
    }

    private synchronized void release(long bytes) {
        reserved -= bytes;
        folder.memory().release(bytes);
    }

    /** Ends the recording and reports it at once; what is written remains. */
    synchronized void lose(Failure reason) {
        if (loss == null) {
            loss = reason;
            folder.losses().report(reason.message());
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            folder.append(this::append);
        }
    }

    /** Appends what is queued; runs on the appending thread. */
    private void append() {
        List<TimedBytes> parts;
        Reply.Head known;
        boolean last;
        synchronized (this) {
            scheduled = false;
            parts = List.copyOf(requestComplete ? queued : List.of());
            if (requestComplete) {
                queued.clear();
            }
            known = head;
            last = ended;
        }
        try {
            start(known);
            if (known != null && started != null) {
                RecordedResponse target = response(started, known);
                release(last ? target.end(parts) : target.add(parts));
            }
        } catch (IOException | RuntimeException | Error error) {
            // whatever the recording suffers, the traffic continues
            lose(new Failure(Failure.Kind.OTHER, folder.notWritten(error)));
        }
        synchronized (this) {
            unwritten -= parts.stream().mapToLong(part -> part.bytes().length).sum();
        }
        written.run();
        if (last) {
            folder.complete(this::complete);
        }
    }

    /** Writes the request to the partial file, so that an exchange in flight is known when the process is killed. */
    private void start(Reply.@Nullable Head known) {
        synchronized (this) {
            if (started != null || !requestComplete) {
                return;
            }
            started = new Exchange(
                    id,
                    origin,
                    new Exchange.Request(
                            request.method(),
                            request.url(),
                            request.headers(),
                            Compression.body(requestBody.toByteArray())),
                    new Reply.Unanswered(PartialRecording.CUT),
                    null);
        }
        if (known != null && RecordedResponse.isEvents(known) && !redactor.masksText()) {
            return; // the partial file of the stream begins with the request
        }
        try {
            PrivateFiles.write(folder.partial(id), PartialRecording.request(redactor.redact(started)));
        } catch (IOException fails) {
            // the complete recording is written later, or reports the reason
        }
    }

    private RecordedResponse response(Exchange exchange, Reply.Head known) throws IOException {
        if (response == null) {
            // masked words are known at the end only: until then the stream is in memory, or encrypted
            response = RecordedResponse.isEvents(known) && !redactor.masksText()
                    ? new RecordedResponse.Events(folder.partial(id), exchange, known, redactor)
                    : new RecordedResponse.Whole(folder.out(), folder.name(id), folder.memory());
        }
        return response;
    }

    /** Writes the complete recording; runs on the completing thread. */
    private void complete() {
        List<String> violated = List.of();
        try {
            if (started == null) {
                folder.losses().notRecorded();
                return;
            }
            violated = folder.store(new Exchange(id, origin, started.request(), reply(), null), redactor, loss != null);
        } catch (IOException | RuntimeException | Error error) {
            folder.failed(id, error);
        } finally {
            close();
            completed.accept(violated);
        }
    }

    private Reply reply() throws IOException {
        Failure why = loss == null
                ? failure
                : new Failure(loss.kind(), "the recording stopped before the end of the exchange: " + loss.message());
        Reply.Head first = head;
        if (first == null) {
            return new Reply.Unanswered(why == null ? PartialRecording.CUT : why);
        }
        double firstByte = first.times() == null ? end : first.times().firstByte();
        Reply.Head timed = new Reply.Head(first.code(), first.headers(), new Reply.Times(firstByte, end));
        return switch (response) {
            case RecordedResponse.Events events -> Reply.Streamed.of(timed, events.all(), new Reply.Ending(why));
            case RecordedResponse.Whole whole
            when RecordedResponse.isEvents(timed) -> Reply.Streamed.of(timed, whole.pieces(), new Reply.Ending(why));
            case RecordedResponse.Whole whole ->
                why != null
                        ? new Reply.Unanswered(why)
                        : Compression.reply(
                                timed,
                                whole.all().getFirst().bytes(),
                                timed.headers().isEventStream());
            case null -> new Reply.Unanswered(why == null ? PartialRecording.CUT : why);
        };
    }

    private synchronized void close() {
        try {
            if (response != null) {
                response.close();
            }
        } catch (IOException remains) {
            // the file has no name and ends with the process
        }
        release(reserved);
    }
}
