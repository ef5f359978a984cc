package dev.loupe.gemma.quarkus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of a Vert.x response. When a connection breaks, Vert.x says so before it has handed out what arrived until then; here the
 * bytes come first, for the end of a whole answer may be among them. They are handed out even if not asked for: they are few.
 */
final class VertxBody implements Flow.Publisher<List<ByteBuffer>>, Flow.Subscription {
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Context context;
    private Flow.@Nullable Subscriber<? super List<ByteBuffer>> subscriber;
    private @Nullable Throwable broken;
    private boolean over;

    /** Called where the response arrives, before any of its body can. */
    VertxBody(HttpClientRequest request, HttpClientResponse response) {
        this.request = request;
        this.response = response;
        this.context = Objects.requireNonNull(Vertx.currentContext(), "a response outside of a Vert.x context");
        response.pause();
        response.handler(this::bytes);
        response.endHandler(ended -> end(null));
        response.exceptionHandler(this::breaks);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super List<ByteBuffer>> newSubscriber) {
        synchronized (this) {
            subscriber = newSubscriber;
        }
        newSubscriber.onSubscribe(this);
        Throwable before;
        synchronized (this) {
            before = broken;
        }
        if (before != null) {
            breaks(before);
        }
    }

    @Override
    public void request(long count) {
        response.fetch(count);
    }

    @Override
    public void cancel() {
        synchronized (this) {
            over = true;
        }
        request.reset();
    }

    private void bytes(Buffer buffer) {
        Flow.Subscriber<? super List<ByteBuffer>> reader;
        synchronized (this) {
            reader = over ? null : subscriber;
        }
        if (reader != null) {
            reader.onNext(List.of(ByteBuffer.wrap(buffer.getBytes())));
        }
    }

    private void breaks(Throwable failure) {
        synchronized (this) {
            broken = failure;
            if (subscriber == null) {
                return;
            }
        }
        response.resume();
        context.runOnContext(drained -> end(VertxTransport.asIo(failure)));
    }

    private void end(@Nullable Throwable failure) {
        Flow.Subscriber<? super List<ByteBuffer>> reader;
        synchronized (this) {
            reader = over ? null : subscriber;
            over = true;
        }
        if (reader == null) {
            return;
        }
        if (failure == null) {
            reader.onComplete();
        } else {
            reader.onError(failure);
        }
    }
}
