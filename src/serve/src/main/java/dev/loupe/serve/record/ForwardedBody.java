package dev.loupe.serve.record;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response on its way to the client. A part is forwarded when it is written, so that the files of a killed recorder
 * contain what its clients received. All methods run on the thread of the connection.
 */
final class ForwardedBody {
    private static final long MOST_WAITING = 1 << 20;

    private final HttpClientResponse received;
    private final HttpServerResponse response;
    private final ExchangeRecording recording;
    private final Upstream upstream;
    /** The same arrays as in the recording, so that a part is in memory once. */
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    private long waitingBytes;
    private long forwarded;
    private boolean waits = true;
    private @Nullable Runnable end;
    private @Nullable Runnable cancelTimer;

    ForwardedBody(
            HttpClientResponse received, HttpServerResponse response, ExchangeRecording recording, Upstream upstream) {
        this.received = received;
        this.response = response;
        this.recording = recording;
        this.upstream = upstream;
        recording.whenWritten(upstream.onThisThread(this::forward));
    }

    /** Adds a part that the recording has. */
    void add(byte[] part) {
        waiting.add(part);
        waitingBytes += part.length;
        forward();
    }

    /** Runs this when all parts are forwarded. */
    void end(Runnable action) {
        end = action;
        forward();
    }

    /** Forwards all parts without the recording: traffic has priority over a disk that hangs. */
    void waitNoLonger() {
        waits = false;
        forward();
    }

    /** The client has disconnected: nothing more is forwarded. */
    void drop() {
        waiting.clear();
        waitingBytes = 0;
        stopTimer();
    }

    private void forward() {
        long free = waits ? waitingBytes - recording.unwritten() : waitingBytes;
        while (!waiting.isEmpty() && waiting.element().length <= free) {
            byte[] part = waiting.remove();
            free -= part.length;
            waitingBytes -= part.length;
            forwarded += part.length;
            if (!response.ended() && !response.closed()) {
                response.write(Buffer.buffer(part));
            }
        }
        if (waiting.isEmpty() && end != null) {
            Runnable action = end;
            end = null;
            stopTimer();
            action.run();
            return;
        }
        limitFlow();
        limitWait();
    }

    private void limitFlow() {
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            received.pause();
            response.drainHandler(drained -> forward());
        } else if (waitingBytes > (recording.isMemoryScarce() ? 0 : MOST_WAITING)) {
            received.pause();
        } else {
            received.resume();
        }
    }

    private void limitWait() {
        if (!waiting.isEmpty() && cancelTimer == null) {
            long before = forwarded;
            cancelTimer = upstream.atLatest(() -> {
                cancelTimer = null;
                if (forwarded == before) {
                    waitNoLonger();
                } else {
                    limitWait();
                }
            });
        }
    }

    private void stopTimer() {
        if (cancelTimer != null) {
            cancelTimer.run();
            cancelTimer = null;
        }
    }
}
