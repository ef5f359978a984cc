package dev.loupe.junit;

import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Captures one exchange of a JDK client: copies the bytes of both bodies as they pass, and judges the exchange at its end. */
final class BodyCapture {
    private final Verification verification;
    private final HttpRequest original;
    private final long sentAt = System.nanoTime();
    private volatile byte[] sent = new byte[0];

    BodyCapture(Verification verification, HttpRequest original) {
        this.verification = verification;
        this.original = original;
    }

    /** The request to send in place of the original. */
    HttpRequest request() {
        HttpRequest.BodyPublisher body = original.bodyPublisher().orElse(null);
        return body == null
                ? original
                : HttpRequest.newBuilder(original, (name, value) -> true)
                        .method(original.method(), new Outgoing(body))
                        .build();
    }

    <T> BodyHandler<T> handler(BodyHandler<T> handler) {
        return info -> new Incoming<>(handler.apply(info), info);
    }

    private @Nullable AssertionError judge(
            ResponseInfo info, List<TimedBytes> chunks, Reply.@Nullable Failure failure) {
        return verification.judge(new CapturedExchange(
                new CapturedExchange.Sent(
                        original.method(),
                        original.uri().toString(),
                        original.headers().map(),
                        sent),
                new CapturedExchange.Received(info.statusCode(), info.headers().map(), chunks, failure)));
    }

    private static byte[] copy(ByteBuffer buffer) {
        ByteBuffer view = buffer.duplicate();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** Copies the request body. The client subscribes again when it sends the request again. */
    private final class Outgoing implements HttpRequest.BodyPublisher {
        private final HttpRequest.BodyPublisher body;

        Outgoing(HttpRequest.BodyPublisher body) {
            this.body = body;
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            ByteArrayOutputStream copied = new ByteArrayOutputStream();
            body.subscribe(new Flow.Subscriber<ByteBuffer>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuffer buffer) {
                    copied.writeBytes(copy(buffer));
                    subscriber.onNext(buffer);
                }

                @Override
                public void onError(Throwable failure) {
                    subscriber.onError(failure);
                }

                @Override
                public void onComplete() {
                    sent = copied.toByteArray();
                    subscriber.onComplete();
                }
            });
        }
    }

    /** Copies the response body and judges the exchange at its end. */
    private final class Incoming<T> implements BodySubscriber<T> {
        private final BodySubscriber<T> reader;
        private final ResponseInfo info;
        private final List<TimedBytes> chunks = new ArrayList<>();
        private long size;
        private volatile boolean cancelled;

        Incoming(BodySubscriber<T> reader, ResponseInfo info) {
            this.reader = reader;
            this.info = info;
        }

        @Override
        public CompletionStage<T> getBody() {
            return reader.getBody();
        }

        /** A cancelled body is not a response that ended early. */
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            reader.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long items) {
                    subscription.request(items);
                }

                @Override
                public void cancel() {
                    cancelled = true;
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            double at = (System.nanoTime() - sentAt) / 1e6;
            for (ByteBuffer buffer : buffers) {
                // one byte above the limit is enough to know that the body is too large
                if (size <= InputLimits.BODY_BYTES) {
                    size += buffer.remaining();
                    chunks.add(new TimedBytes(at, copy(buffer)));
                }
            }
            reader.onNext(buffers);
        }

        @Override
        public void onError(Throwable failure) {
            boolean byClient = cancelled || failure instanceof HttpTimeoutException;
            Throwable violation = byClient
                    ? null
                    : judgeSafely(new Reply.Failure(Reply.Failure.Kind.RESET, String.valueOf(failure.getMessage())));
            if (violation != null) {
                failure.addSuppressed(violation);
            }
            reader.onError(failure);
        }

        @Override
        public void onComplete() {
            Throwable violation = judgeSafely(null);
            if (violation == null) {
                reader.onComplete();
            } else {
                reader.onError(violation);
            }
        }

        /** Never throws: a reader that receives no signal waits forever. */
        private @Nullable Throwable judgeSafely(Reply.@Nullable Failure failure) {
            try {
                return judge(info, chunks, failure);
            } catch (RuntimeException | Error error) {
                return error;
            }
        }
    }
}
