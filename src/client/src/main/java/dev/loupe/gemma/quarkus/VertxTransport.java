package dev.loupe.gemma.quarkus;

import dev.loupe.gemma.transport.ResponseHeaders;
import dev.loupe.gemma.transport.Transport;
import dev.loupe.gemma.transport.TransportRequest;
import dev.loupe.gemma.transport.TransportResponse;
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

/** Over the Vert.x client that Quarkus has set up for its REST client: its TLS, proxy, pool and connect timeout. */
public final class VertxTransport implements Transport {
    private final HttpClient http;

    public VertxTransport(HttpClient http) {
        this.http = http;
    }

    @Override
    public CompletableFuture<TransportResponse> send(TransportRequest call) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(call.uri().toString());
        call.headers().forEach(options::putHeader);
        CompletableFuture<TransportResponse> reply = new CompletableFuture<>();
        http.request(options)
                .onSuccess(request -> send(request, call.body(), reply))
                .onFailure(failed -> reply.completeExceptionally(asIo(failed)));
        return reply;
    }

    private static void send(HttpClientRequest request, byte[] body, CompletableFuture<TransportResponse> reply) {
        CompletableFuture<TransportResponse> unused = reply.whenComplete((ignored, failed) -> {
            if (reply.isCancelled()) {
                request.reset();
            }
        });
        // a broken connection is told to the request as well; without a handler here Vert.x would log it besides
        request.connection().exceptionHandler(alreadyTold -> {});
        request.send(Buffer.buffer(body))
                .onSuccess(response -> {
                    VertxBody bytes = new VertxBody(request, response);
                    Map<String, List<String>> headers = new HashMap<>();
                    response.headers().forEach((name, value) -> headers.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(value));
                    reply.complete(new TransportResponse(response.statusCode(), ResponseHeaders.of(headers), bytes));
                })
                .onFailure(failed -> reply.completeExceptionally(asIo(failed)));
    }

    /** Vert.x reports a broken connection with exceptions of its own. */
    static IOException asIo(Throwable failed) {
        return failed instanceof IOException io ? io : new IOException(failed.getMessage(), failed);
    }
}
