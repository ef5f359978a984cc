package dev.loupe.diff.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Fetches a document over https: within bounds of size and time, and never over a connection that is not verified. */
final class HttpsDownload {
    private static final String INSTEAD = "; or download it and name the file";

    private final int largest;
    private final Duration longest;
    private final @Nullable SSLContext trust;

    /**
     * @param longest for all of it, redirects and the last byte included
     * @param trust whom to trust; null for the authorities of the Java that runs
     */
    HttpsDownload(int largest, Duration longest, @Nullable SSLContext trust) {
        this.largest = largest;
        this.longest = longest;
        this.trust = trust;
    }

    byte[] fetch(String address) {
        HttpClient.Builder settings = HttpClient.newBuilder()
                .connectTimeout(longest)
                // NORMAL never goes from https to http
                .followRedirects(HttpClient.Redirect.NORMAL);
        if (trust != null) {
            settings.sslContext(trust);
        }
        HttpClient client = settings.build();
        String name = publicName(address);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(address)).GET().build();
            // the client's own time-out ends with the head of the answer; this one lasts until the last byte
            CompletableFuture<byte[]> body = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                    .thenApplyAsync(answer -> document(answer, name));
            return body.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new SourceException(
                    name + ": did not arrive whole within " + longest.toSeconds() + " seconds" + INSTEAD, slow);
        } catch (ExecutionException failed) {
            throw error(name, failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceException(name + ": was interrupted", stopped);
        } finally {
            client.shutdownNow();
        }
    }

    /** What follows the path of an address is often a key, and names go into reports. */
    static String publicName(String address) {
        int end = address.indexOf('?') < 0 ? address.length() : address.indexOf('?');
        int fragment = address.indexOf('#');
        return address.substring(0, fragment < 0 ? end : Math.min(end, fragment));
    }

    private static URI uri(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (java.net.URISyntaxException noAddress) {
            throw new SourceException(publicName(address) + ": is no address: " + noAddress.getReason(), noAddress);
        }
        throw new SourceException(
                "an https address needs a host, and names and passwords in it are not sent" + INSTEAD);
    }

    private static SourceException error(String name, Throwable cause) {
        if (cause instanceof SourceException known) {
            return known;
        }
        String hint = cause instanceof SSLException
                ? "; for a server with a private certificate authority name its PEM file with --ca"
                : INSTEAD;
        String why = cause.getMessage() == null ? "no connection to the server" : cause.getMessage();
        return new SourceException(name + ": cannot be fetched: " + why + hint, cause);
    }

    private byte[] document(HttpResponse<InputStream> answer, String name) {
        try (InputStream body = answer.body()) {
            int status = answer.statusCode();
            if (status >= 300 && status < 400) {
                throw new SourceException(name + ": redirects too often or away from https, last to "
                        + answer.headers().firstValue("location").orElse("nowhere")
                        + "; name the https address of the document itself" + INSTEAD);
            }
            if (status != 200) {
                throw new SourceException(name + ": answered with status " + status
                        + "; name the https address of the document itself" + INSTEAD);
            }
            byte[] read = body.readNBytes(largest + 1);
            if (read.length > largest) {
                throw new SourceException(name + ": is larger than " + largest + " bytes");
            }
            if (isPage(read)) {
                throw new SourceException(name + ": is a web page and no OpenAPI document;"
                        + " name the address of the raw file" + INSTEAD);
            }
            return read;
        } catch (IOException broken) {
            throw new SourceException(name + ": broke off: " + broken.getMessage() + INSTEAD, broken);
        }
    }

    /** No JSON or YAML document begins with {@code <}. */
    private static boolean isPage(byte[] body) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        int first = bytes.read();
        // white space, and the mark of byte order
        while (first >= 0 && (first <= ' ' || first == 0xEF || first == 0xBB || first == 0xBF)) {
            first = bytes.read();
        }
        return first == '<';
    }
}
