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

/** Listens in on one exchange of a JDK client: copies the bytes of both bodies as they pass, and judges at the end. */
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

    private @Nullable AssertionError judge(ResponseInfo info, List<TimedBytes> pieces, Reply.@Nullable Failure cut) {
        return verification.look(new CapturedExchange(
                new CapturedExchange.Sent(
                        original.method(),
                        original.uri().toString(),
                        original.headers().map(),
                        sent),
                new CapturedExchange.Got(info.statusCode(), info.headers().map(), pieces, cut)));
    }

    private static byte[] copy(ByteBuffer buffer) {
        ByteBuffer view = buffer.duplicate();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** Copies what is sent; the client may subscribe again, for a second try. */
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
            ByteArrayOutputStream passed = new ByteArrayOutputStream();
            body.subscribe(new Flow.Subscriber<ByteBuffer>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuffer buffer) {
                    passed.writeBytes(copy(buffer));
                    subscriber.onNext(buffer);
                }

                @Override
                public void onError(Throwable failure) {
                    subscriber.onError(failure);
                }

                @Override
                public void onComplete() {
                    sent = passed.toByteArray();
                    subscriber.onComplete();
                }
            });
        }
    }

    /** Copies what comes, and says at its end what is wrong with it. */
    private final class Incoming<T> implements BodySubscriber<T> {
        private final BodySubscriber<T> reader;
        private final ResponseInfo info;
        private final List<TimedBytes> pieces = new ArrayList<>();
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

        /** Whoever stops reading is not to be told that the provider stopped writing. */
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
                if (size
                        <= InputLimits.BODY_BYTES) { // one byte more than is looked at, and it is known to be too large
                    size += buffer.remaining();
                    pieces.add(new TimedBytes(at, copy(buffer)));
                }
            }
            reader.onNext(buffers);
        }

        @Override
        public void onError(Throwable failure) {
            boolean ours = cancelled || failure instanceof HttpTimeoutException;
            Throwable broken = ours
                    ? null
                    : judged(new Reply.Failure(Reply.Failure.Kind.RESET, String.valueOf(failure.getMessage())));
            if (broken != null) {
                failure.addSuppressed(broken);
            }
            reader.onError(failure);
        }

        @Override
        public void onComplete() {
            Throwable broken = judged(null);
            if (broken == null) {
                reader.onComplete();
            } else {
                reader.onError(broken);
            }
        }

        /** Never throws: a reader that is told nothing waits for ever. */
        private @Nullable Throwable judged(Reply.@Nullable Failure cut) {
            try {
                return judge(info, pieces, cut);
            } catch (RuntimeException | Error fault) {
                return fault;
            }
        }
    }
}
