package dev.loupe.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * How endpoints are reached.
 *
 * @param tls null for the certificate authorities that Java trusts
 */
@API(status = API.Status.EXPERIMENTAL)
public record ConnectionSettings(@Nullable SSLContext tls, ProxyRoutes proxies) {
    /** Without a proxy. */
    public static ConnectionSettings direct(@Nullable SSLContext tls) {
        return new ConnectionSettings(tls, ProxyRoutes.none());
    }

    /** The proxy of a request; empty when it is sent directly. */
    public Optional<URI> proxyOf(URI address) {
        return proxies.proxyOf(address);
    }

    /** A client that follows no redirect: the key is sent only to the URL that the user gave. */
    public HttpClient.Builder client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies);
        return tls == null ? builder : builder.sslContext(tls);
    }
}
