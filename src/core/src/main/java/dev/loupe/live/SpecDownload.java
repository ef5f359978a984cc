package dev.loupe.live;

import dev.loupe.connection.ConnectionFailures;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Downloads the OpenAPI document of an endpoint, with limits on size, time and redirects. The key of the endpoint is sent only
 * to the endpoint itself.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SpecDownload {
    private static final int MOST_REDIRECTS = 5;
    private static final int LARGEST = InputLimits.BODY_BYTES;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ConnectionSettings connections;
    private final @Nullable TargetEndpoint endpoint;

    /**
     * A download.
     *
     * @param connections the settings of connections
     * @param endpoint whose key is sent; null without one
     */
    public SpecDownload(ConnectionSettings connections, @Nullable TargetEndpoint endpoint) {
        this.connections = connections;
        this.endpoint = endpoint;
    }

    /** A document that cannot be downloaded. The message names the URL without its query. */
    public static final class DownloadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DownloadException(URI address, String problem) {
            super(publicName(address) + ": " + problem);
        }
    }

    /** Whether this names a document to download. */
    public static boolean isAddress(String name) {
        return name.startsWith("http://") || name.startsWith("https://");
    }

    /**
     * The text of the document.
     *
     * @throws DownloadException when there is none
     */
    public String fetch(URI address) {
        try (HttpClient client = connections.client().connectTimeout(LONGEST).build()) {
            CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> fetch(client, address));
            try {
                return text.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                client.shutdownNow();
            }
        } catch (TimeoutException slow) {
            throw new DownloadException(
                    address, "the download is not complete after " + LONGEST.toSeconds() + " seconds");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof DownloadException known
                    ? known
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DownloadException(address, "interrupted");
        }
    }

    private String fetch(HttpClient client, URI address) {
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at).header("accept", "application/json, */*");
            if (endpoint != null && endpoint.key() != null && isSameServer(endpoint.base(), at)) {
                request.header("authorization", "Bearer " + endpoint.key());
            }
            try {
                HttpResponse<InputStream> response =
                        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() == 200) {
                        return text(at, body);
                    }
                    Optional<URI> proxy = connections.proxyOf(at);
                    if (proxy.isPresent() && response.statusCode() == 407) {
                        throw new DownloadException(
                                at,
                                ConnectionFailures.rejected(proxy.get(), 407).message());
                    }
                    at = redirect(at, response);
                }
            } catch (IOException failure) {
                throw new DownloadException(
                        at,
                        ConnectionFailures.of(failure, at, connections.proxyOf(at))
                                .message());
            } catch (IllegalArgumentException malformed) {
                throw new DownloadException(at, "a header is malformed: " + malformed.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new DownloadException(at, "interrupted");
            }
        }
        throw new DownloadException(address, "more than " + MOST_REDIRECTS + " redirects");
    }

    private static String text(URI at, InputStream body) throws IOException {
        byte[] read = body.readNBytes(LARGEST + 1);
        if (read.length > LARGEST) {
            throw new DownloadException(at, "larger than the limit of " + InputLimits.mebibytes(LARGEST));
        }
        String text = new String(read, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("<")) {
            throw new DownloadException(
                    at, "is a web page, not an OpenAPI document; name the URL of the document, such as /openapi.json");
        }
        return text;
    }

    private static URI redirect(URI from, HttpResponse<?> response) {
        int status = response.statusCode();
        String location = response.headers().firstValue("location").orElse("");
        if (status < 300 || status > 399 || location.isEmpty()) {
            String next = status == 404 ? "; name the URL of the document, such as /openapi.json" : "";
            throw new DownloadException(from, "status " + status + ", expected 200" + next);
        }
        try {
            URI to = from.resolve(location);
            boolean downgrade = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
            if (to.getHost() != null && isAddress(to.toString()) && !downgrade) {
                return to;
            }
        } catch (IllegalArgumentException notAUrl) {
            // the exception below has the message
        }
        throw new DownloadException(from, "redirects to an address that is not followed; name the URL of the document");
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    /** Without the query, which may contain a key. */
    private static String publicName(URI address) {
        String text = address.toString();
        int end = text.indexOf('?');
        return end < 0 ? text : text.substring(0, end);
    }
}
