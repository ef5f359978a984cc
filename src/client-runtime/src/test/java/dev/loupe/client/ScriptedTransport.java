package dev.loupe.client;

import dev.loupe.client.transport.ResponseHeaders;
import dev.loupe.client.transport.Transport;
import dev.loupe.client.transport.TransportRequest;
import dev.loupe.client.transport.TransportResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Responds with these bodies, in order. */
final class ScriptedTransport implements Transport {
    final Deque<TransportResponse> next = new ArrayDeque<>();

    void add(int status, String type, String body) {
        next.add(new TransportResponse(
                status, ResponseHeaders.of(Map.of("content-type", List.of(type))), new Once(body)));
    }

    @Override
    public CompletableFuture<TransportResponse> send(TransportRequest call) {
        TransportResponse response = next.poll();
        return response == null
                ? CompletableFuture.failedFuture(new IOException("no route to secret-host"))
                : CompletableFuture.completedFuture(response);
    }

    private record Once(String body) implements Flow.Publisher<List<ByteBuffer>> {
        @Override
        public void subscribe(Flow.Subscriber<? super List<ByteBuffer>> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean done;

                @Override
                public void request(long count) {
                    if (!done) {
                        done = true;
                        subscriber.onNext(List.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    done = true;
                }
            });
        }
    }
}
