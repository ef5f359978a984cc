package dev.loupe.live;

import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of a response with their times. The HTTP client pushes, the thread that sent the request pulls, so that
 * this thread alone measures the idle time.
 */
final class ResponseReceiver implements HttpResponse.BodySubscriber<ResponseReceiver> {
    private sealed interface Signal {
        record Bytes(TimedBytes chunk) implements Signal {}

        record End(@Nullable Throwable failure) implements Signal {}
    }

    private final long sentAt;
    private final double firstByte;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<ResponseReceiver> itself = CompletableFuture.completedFuture(this);
    private Flow.@Nullable Subscription subscription;

    /** Times count from here, in {@link System#nanoTime}. Created when the head of the response has arrived. */
    ResponseReceiver(long sentAt) {
        this.sentAt = sentAt;
        this.firstByte = since(sentAt);
    }

    static double since(long sentAt) {
        return (System.nanoTime() - sentAt) / 1e6;
    }

    /** Milliseconds to the head of the response. */
    double firstByte() {
        return firstByte;
    }

    @Override
    public CompletionStage<ResponseReceiver> getBody() {
        return itself;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        double at = since(sentAt);
        int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        byte[] bytes = new byte[size];
        int offset = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, offset, length);
            offset += length;
        }
        signals.add(new Signal.Bytes(new TimedBytes(at, bytes)));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal.End(failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End(null));
    }

    /** The bytes, and the failure that ended them early. */
    record Received(List<TimedBytes> chunks, @Nullable Throwable failure) {}

    /** Reads to the end, or until a time or a size is exceeded. */
    Received readAll(Duration idle, Duration total) throws InterruptedException {
        List<TimedBytes> chunks = new ArrayList<>();
        long deadline = sentAt + total.toNanos();
        int size = 0;
        while (true) {
            long left = deadline - System.nanoTime();
            Signal signal = signals.poll(Math.min(idle.toNanos(), left), TimeUnit.NANOSECONDS);
            switch (signal) {
                case null -> {
                    cancel();
                    String problem = left < idle.toNanos()
                            ? "not finished after " + seconds(total)
                            : "no byte for " + seconds(idle);
                    return new Received(chunks, new IdleTimeoutException(problem + " s"));
                }
                case Signal.End end -> {
                    return new Received(chunks, end.failure());
                }
                case Signal.Bytes bytes -> {
                    chunks.add(bytes.chunk());
                    size += bytes.chunk().bytes().length;
                }
            }
            if (size > InputLimits.BODY_BYTES) {
                cancel();
                return new Received(
                        chunks,
                        new TooLargeException(
                                "larger than the limit of " + InputLimits.mebibytes(InputLimits.BODY_BYTES)));
            }
            more();
        }
    }

    /** Requests more only when the last bytes are stored, so that an endless response does not fill the memory. */
    private void more() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    void cancel() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    static String seconds(Duration duration) {
        return String.valueOf(duration.toMillis() / 1000.0).replaceAll("\\.0$", "");
    }

    /** No byte arrived in time. */
    static final class IdleTimeoutException extends HttpTimeoutException {
        private static final long serialVersionUID = 1L;

        IdleTimeoutException(String message) {
            super(message);
        }
    }

    /** The response is larger than the limit. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }
}
