package dev.loupe.connection;

import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.text.InputLimits;
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
import java.util.function.Function;
import org.apiguardian.api.API;

/** Downloads a document with limits on size, time and redirects. No redirect from https to http is followed. */
@API(status = API.Status.EXPERIMENTAL)
public final class DocumentDownload {
    private static final String INSTEAD =
            "; name the URL of the document itself, such as /openapi.json, or download it and name the file";

    private final ConnectionSettings connections;
    private final Limits limits;
    private final Function<URI, Optional<String>> authorization;

    /**
     * Limits of one download.
     *
     * @param time for all of it, redirects included
     */
    public record Limits(int bytes, Duration time, int redirects) {}

    /**
     * A download.
     *
     * @param authorization the header of a request to this URL; redirects may lead to other servers
     */
    public DocumentDownload(
            ConnectionSettings connections, Limits limits, Function<URI, Optional<String>> authorization) {
        this.connections = connections;
        this.limits = limits;
        this.authorization = authorization;
    }

    /** A document that cannot be downloaded. The message names the URL without its query. */
    public static final class DownloadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DownloadException(URI address, String problem) {
            super(publicName(address.toString()) + ": " + problem);
        }
    }

    /** Whether this names a document to download. */
    public static boolean isAddress(String name) {
        return name.startsWith("http://") || name.startsWith("https://");
    }

    /** The URL without query, fragment and user, which often contain keys: names are shown in reports. */
    public static String publicName(String address) {
        return address.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//");
    }

    /**
     * The bytes of the document.
     *
     * @throws DownloadException when there is none
     */
    public byte[] fetch(URI address) {
        try (HttpClient client =
                connections.client().connectTimeout(limits.time()).build()) {
            CompletableFuture<byte[]> document = CompletableFuture.supplyAsync(() -> fetch(client, address));
            try {
                // the timeout of a request ends with the response headers; this one includes the body
                return document.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                client.shutdownNow();
            }
        } catch (TimeoutException slow) {
            throw new DownloadException(
                    address,
                    "the download is not complete after " + limits.time().toSeconds() + " seconds" + INSTEAD);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof DownloadException known
                    ? known
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DownloadException(address, "interrupted");
        }
    }

    private byte[] fetch(HttpClient client, URI address) {
        URI at = address;
        for (int redirects = 0; redirects <= limits.redirects(); redirects++) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(at).header("accept", "application/json, */*");
                authorization.apply(at).ifPresent(value -> request.header("authorization", value));
                HttpResponse<InputStream> response =
                        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() == 200) {
                        return document(at, body);
                    }
                    Optional<URI> proxy = connections.proxyOf(at);
                    if (proxy.isPresent() && response.statusCode() == 407) {
                        throw failure(at, ConnectionFailures.rejected(proxy.get(), 407));
                    }
                    at = redirect(at, response);
                }
            } catch (IOException failure) {
                throw failure(at, ConnectionFailures.of(failure, at, connections.proxyOf(at)));
            } catch (IllegalArgumentException malformed) {
                throw new DownloadException(at, "a header is malformed: " + malformed.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new DownloadException(at, "interrupted");
            }
        }
        throw new DownloadException(address, "more than " + limits.redirects() + " redirects" + INSTEAD);
    }

    private static DownloadException failure(URI at, Failure failure) {
        return new DownloadException(
                at,
                "cannot download: " + failure.message()
                        + (ConnectionFailures.isUntrustedAuthority(failure)
                                ? "; for a private certificate authority name its PEM file with --ca"
                                : ""));
    }

    private byte[] document(URI at, InputStream body) throws IOException {
        byte[] read = body.readNBytes(limits.bytes() + 1);
        if (read.length > limits.bytes()) {
            throw new DownloadException(
                    at, "larger than the limit of " + InputLimits.mebibytes(limits.bytes()) + INSTEAD);
        }
        if (isPage(read)) {
            throw new DownloadException(at, "is a web page, not an OpenAPI document" + INSTEAD);
        }
        return read;
    }

    /** No JSON or YAML document begins with {@code <}, after white space and a byte order mark. */
    private static boolean isPage(byte[] body) {
        int first = 0;
        while (first < body.length && (body[first] >= 0 ? body[first] <= ' ' : isMark(body[first] & 0xFF))) {
            first++;
        }
        return first < body.length && body[first] == '<';
    }

    private static boolean isMark(int octet) {
        return octet == 0xEF || octet == 0xBB || octet == 0xBF;
    }

    private URI redirect(URI from, HttpResponse<?> response) {
        int status = response.statusCode();
        String location = response.headers().firstValue("location").orElse("");
        if (status < 300 || status > 399 || location.isEmpty()) {
            throw new DownloadException(from, "status " + status + ", expected 200" + INSTEAD);
        }
        try {
            URI to = from.resolve(location);
            boolean downgrade = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
            if (limits.redirects() > 0 && to.getHost() != null && isAddress(to.toString()) && !downgrade) {
                return to;
            }
        } catch (IllegalArgumentException notAUrl) {
            // the exception below has the message
        }
        throw new DownloadException(from, "a redirect that is not followed, to " + publicName(location) + INSTEAD);
    }
}
