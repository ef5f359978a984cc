package dev.loupe.gemma.quarkus;

import dev.loupe.client.transport.ResponseHeaders;
import dev.loupe.client.transport.Transport;
import dev.loupe.client.transport.TransportRequest;
import dev.loupe.client.transport.TransportResponse;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A transport over the Vert.x client of Quarkus, with its TLS, proxy, pool and connect timeout. */
public final class VertxTransport implements Transport {
    private final HttpClient http;

    public VertxTransport(HttpClient http) {
        this.http = http;
    }

    @Override
    public void checkMayBlock() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("create(), createRaw() and stream() wait for the response, and "
                    + Thread.currentThread().getName()
                    + " is an event loop thread, which must not wait. Use createAsync(),"
                    + " streamAsync() or ReactiveGemmaClient, or annotate the calling method with @Blocking or"
                    + " @RunOnVirtualThread");
        }
    }

    @Override
    public CompletableFuture<TransportResponse> send(TransportRequest call) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(call.uri().toString());
        call.headers().forEach(options::putHeader);
        CompletableFuture<TransportResponse> response = new CompletableFuture<>();
        http.request(options)
                .onSuccess(request -> send(request, call.body(), response))
                .onFailure(failed -> response.completeExceptionally(asIo(failed)));
        return response;
    }

    private static void send(HttpClientRequest request, byte[] body, CompletableFuture<TransportResponse> response) {
        CompletableFuture<TransportResponse> unused = response.whenComplete((ignored, failed) -> {
            if (response.isCancelled()) {
                request.reset();
            }
        });
        // a lost connection is also reported to the request; without this handler Vert.x would log it, too
        request.connection().exceptionHandler(reported -> {});
        request.send(Buffer.buffer(body))
                .onSuccess(received -> {
                    VertxBody bytes = new VertxBody(request, received);
                    Map<String, List<String>> headers = new HashMap<>();
                    received.headers().forEach((name, value) -> headers.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(value));
                    response.complete(new TransportResponse(received.statusCode(), ResponseHeaders.of(headers), bytes));
                })
                .onFailure(failed -> response.completeExceptionally(asIo(failed)));
    }

    /** Vert.x has its own exceptions for a lost connection. */
    static IOException asIo(Throwable failed) {
        return failed instanceof IOException io ? io : new IOException(failed.getMessage(), failed);
    }
}
