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
 * The body of a Vert.x response. When a connection is lost, Vert.x reports it before it delivers the bytes received until then. This class
 * delivers these bytes first, also without demand, because they may contain the end of a complete response.
 */
final class VertxBody implements Flow.Publisher<List<ByteBuffer>>, Flow.Subscription {
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Context context;
    private Flow.@Nullable Subscriber<? super List<ByteBuffer>> subscriber;
    private @Nullable Throwable failure;
    private boolean ended;

    /** Called in the context of the response, before its body is received. */
    VertxBody(HttpClientRequest request, HttpClientResponse response) {
        this.request = request;
        this.response = response;
        this.context = Objects.requireNonNull(Vertx.currentContext(), "a response outside of a Vert.x context");
        response.pause();
        response.handler(this::bytes);
        response.endHandler(done -> end(null));
        response.exceptionHandler(this::fail);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super List<ByteBuffer>> newSubscriber) {
        synchronized (this) {
            subscriber = newSubscriber;
        }
        newSubscriber.onSubscribe(this);
        Throwable before;
        synchronized (this) {
            before = failure;
        }
        if (before != null) {
            fail(before);
        }
    }

    @Override
    public void request(long count) {
        response.fetch(count);
    }

    @Override
    public void cancel() {
        synchronized (this) {
            ended = true;
        }
        request.reset();
    }

    private void bytes(Buffer buffer) {
        Flow.Subscriber<? super List<ByteBuffer>> reader;
        synchronized (this) {
            reader = ended ? null : subscriber;
        }
        if (reader != null) {
            reader.onNext(List.of(ByteBuffer.wrap(buffer.getBytes())));
        }
    }

    private void fail(Throwable failure) {
        synchronized (this) {
            this.failure = failure;
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
            reader = ended ? null : subscriber;
            ended = true;
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
