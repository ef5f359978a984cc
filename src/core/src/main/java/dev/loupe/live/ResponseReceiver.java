package dev.loupe.live;

import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.net.http.HttpResponse;
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
 * Collects the bytes of an answer with the times at which they came. The HTTP client pushes, the thread that sent the
 * request pulls, so that this thread alone decides how long a silence may last.
 */
final class ResponseReceiver implements HttpResponse.BodySubscriber<ResponseReceiver> {
    private sealed interface Signal {
        record Bytes(TimedBytes piece) implements Signal {}

        record End(@Nullable Throwable failure) implements Signal {}
    }

    private final long sentAt;
    private final double firstByte;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<ResponseReceiver> itself = CompletableFuture.completedFuture(this);
    private Flow.@Nullable Subscription subscription;

    /** Times count from here, in {@link System#nanoTime}. Made when the head of the answer is there. */
    ResponseReceiver(long sentAt) {
        this.sentAt = sentAt;
        this.firstByte = since(sentAt);
    }

    static double since(long sentAt) {
        return (System.nanoTime() - sentAt) / 1e6;
    }

    /** When the answer began, in milliseconds. */
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

    /** What came, and why no more did. */
    record Received(List<TimedBytes> pieces, @Nullable Throwable failure) {}

    /** Reads to the end, to a silence that is too long, or to a bound. */
    Received readAll(Duration idle, Duration whole) throws InterruptedException {
        List<TimedBytes> pieces = new ArrayList<>();
        long deadline = System.nanoTime() + whole.toNanos();
        int size = 0;
        while (true) {
            Signal signal = signals.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
            switch (signal) {
                case null -> {
                    cancel();
                    return new Received(pieces, new Silence("no byte for " + seconds(idle) + " s"));
                }
                case Signal.End end -> {
                    return new Received(pieces, end.failure());
                }
                case Signal.Bytes bytes -> {
                    pieces.add(bytes.piece());
                    size += bytes.piece().bytes().length;
                }
            }
            if (size > InputLimits.BODY_BYTES) {
                cancel();
                return new Received(
                        pieces,
                        new TooLarge("larger than " + InputLimits.mebibytes(InputLimits.BODY_BYTES) + ", the bound"));
            }
            if (System.nanoTime() > deadline) {
                cancel();
                return new Received(pieces, new Silence("not finished after " + seconds(whole) + " s"));
            }
            more();
        }
    }

    /** Asks for more only when what came was taken, so that an endless answer does not fill the memory. */
    private void more() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    private void cancel() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toMillis() / 1000.0).replaceAll("\\.0$", "");
    }

    /** Nothing came for too long. */
    static final class Silence extends IOException {
        private static final long serialVersionUID = 1L;

        Silence(String message) {
            super(message);
        }
    }

    /** More came than is held. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }
}
