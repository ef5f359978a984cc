package dev.loupe.client.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A transport over {@link HttpClient}, the default without Quarkus. */
public final class JdkTransport implements Transport {
    private final HttpClient http;

    private JdkTransport(HttpClient http) {
        this.http = http;
    }

    /** With a new client: no redirects, proxy and trust store of the system. */
    public static JdkTransport create(Duration connectTimeout) {
        return new JdkTransport(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build());
    }

    /** With a client of the caller, for a private CA or a proxy. */
    public static JdkTransport over(HttpClient http) {
        return new JdkTransport(http);
    }

    @Override
    public CompletableFuture<TransportResponse> send(TransportRequest call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .version(versionFor(call.uri()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::setHeader);
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> sent =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher());
        CompletableFuture<TransportResponse> reply = sent.thenApply(response -> new TransportResponse(
                response.statusCode(), ResponseHeaders.of(response.headers().map()), response.body()));
        // only cancelling the future of sendAsync closes the connection
        CompletableFuture<TransportResponse> unused = reply.whenComplete((ignored, failure) -> {
            if (reply.isCancelled()) {
                sent.cancel(true);
            }
        });
        return reply;
    }

    /** Without TLS the JDK would request an upgrade to HTTP/2 with every request, which some servers reject. */
    private static HttpClient.Version versionFor(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
    }
}
