package dev.loupe.serve.wire;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Writes a stream token by token. Each token has an absolute time, so that delays do not add up. */
final class PacedStream {
    /** A frame as bytes. Only frames with text are paced. */
    record Frame(Buffer bytes, boolean isToken) {}

    /**
     * Waits in milliseconds.
     *
     * @param token before each token
     * @param end before the last token
     */
    record Gaps(double token, long end) {}

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final List<Frame> frames;
    private final Gaps gaps;
    private final long lastToken;
    private final long start = System.nanoTime();
    private int next;
    private double due;

    PacedStream(Vertx vertx, HttpServerResponse response, List<Frame> frames, Gaps gaps) {
        this.vertx = vertx;
        this.response = response;
        this.frames = frames;
        this.gaps = gaps;
        long last = -1;
        for (int at = 0; at < frames.size(); at++) {
            last = frames.get(at).isToken() ? at : last;
        }
        this.lastToken = last;
    }

    /** Writes all frames that are due and schedules the next. */
    void writeDue() {
        if (response.closed()) {
            return;
        }
        double now = (System.nanoTime() - start) / 1e6;
        Buffer ready = Buffer.buffer();
        while (next < frames.size() && due <= now) {
            Frame frame = frames.get(next);
            ready.appendBuffer(frame.bytes());
            next++;
            due += waitBefore(next);
        }
        if (next == frames.size()) {
            response.end(ready);
            return;
        }
        if (ready.length() > 0) {
            response.write(ready);
        }
        vertx.setTimer(Math.max(1, Math.round(due - now)), timer -> writeDue());
    }

    private double waitBefore(int frame) {
        boolean token = frame < frames.size() && frames.get(frame).isToken();
        return token ? gaps.token() + (frame == lastToken ? gaps.end() : 0) : 0;
    }
}
