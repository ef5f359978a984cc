package dev.loupe.diff.source;

import dev.loupe.connection.ConnectionFailures;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.Reply.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads a document over https with limits on size and time, and only over verified connections. */
final class HttpsDownload {
    private static final String INSTEAD = "; or download it and name the file";

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final int largest;
    private final Duration longest;
    private final ConnectionSettings connections;
    private final HttpClient.Redirect redirects;

    /**
     * @param longest the limit on the whole download, redirects included
     * @param connections how the host is reached
     * @param redirects which redirects are followed; NORMAL never follows one from https to http
     */
    HttpsDownload(int largest, Duration longest, ConnectionSettings connections, HttpClient.Redirect redirects) {
        this.largest = largest;
        this.longest = longest;
        this.connections = connections;
        this.redirects = redirects;
    }

    byte[] fetch(String address) {
        HttpClient client = connections
                .client()
                .connectTimeout(longest)
                .followRedirects(redirects)
                .build();
        String name = publicName(address);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(address)).GET().build();
            // the timeout of the client ends with the response headers; this one includes the body
            CompletableFuture<byte[]> body = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                    .thenApplyAsync(response -> document(response, name));
            return body.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new SourceException(
                    name + ": download not complete within " + longest.toSeconds() + " seconds" + INSTEAD, slow);
        } catch (ExecutionException failed) {
            throw error(name, uri(address), failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceException(name + ": interrupted", stopped);
        } finally {
            client.shutdownNow();
        }
    }

    /** The URL without query and fragment, which often contain keys: names are shown in reports. */
    static String publicName(String address) {
        int end = address.indexOf('?') < 0 ? address.length() : address.indexOf('?');
        int fragment = address.indexOf('#');
        return address.substring(0, fragment < 0 ? end : Math.min(end, fragment));
    }

    static URI uri(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (java.net.URISyntaxException noAddress) {
            throw new SourceException(publicName(address) + ": invalid URL: " + noAddress.getReason(), noAddress);
        }
        throw new SourceException("an https URL needs a host and must not contain user names or passwords" + INSTEAD);
    }

    private SourceException error(String name, URI address, Throwable cause) {
        if (cause instanceof SourceException known) {
            return known;
        }
        Failure failure = ConnectionFailures.of(cause, address, connections.proxyOf(address));
        String hint = failure.kind() == Failure.Kind.TLS
                ? "; for a private certificate authority name its PEM file with --ca"
                : INSTEAD;
        return new SourceException(name + ": cannot download: " + failure.message() + hint, cause);
    }

    private byte[] document(HttpResponse<InputStream> response, String name) {
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            Optional<URI> proxy = connections.proxyOf(response.uri());
            if (proxy.isPresent() && status == PROXY_AUTHENTICATION_REQUIRED) {
                throw new SourceException(name + ": cannot download: "
                        + ConnectionFailures.rejected(proxy.get(), status).message());
            }
            if (status >= 300 && status < 400) {
                throw new SourceException(name + ": a redirect that is not followed, or one too many, to "
                        + response.headers().firstValue("location").orElse("nowhere")
                        + "; name the https URL of the document itself" + INSTEAD);
            }
            if (status != 200) {
                throw new SourceException(name + ": status " + status
                        + ", expected 200; name the https URL of the document itself" + INSTEAD);
            }
            byte[] read = body.readNBytes(largest + 1);
            if (read.length > largest) {
                throw new SourceException(name + ": too large, the limit is " + largest + " bytes");
            }
            if (isPage(read)) {
                throw new SourceException(
                        name + ": is a web page, not an OpenAPI document;" + " name the URL of the raw file" + INSTEAD);
            }
            return read;
        } catch (IOException broken) {
            throw new SourceException(name + ": connection lost: " + broken.getMessage() + INSTEAD, broken);
        }
    }

    /** No JSON or YAML document begins with {@code <}. */
    private static boolean isPage(byte[] body) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        int first = bytes.read();
        // white space and the byte order mark
        while (first >= 0 && (first <= ' ' || first == 0xEF || first == 0xBB || first == 0xBF)) {
            first = bytes.read();
        }
        return first == '<';
    }
}
