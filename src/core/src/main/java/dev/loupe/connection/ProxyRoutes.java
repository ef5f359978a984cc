package dev.loupe.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Which requests go through a proxy: all, by the option {@code --proxy}; else by the environment variables that other HTTP
 * tools use, {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, where the machine itself is never reached through a
 * proxy.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ProxyRoutes extends ProxySelector {
    private static final int LAST_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Optional<URI> always;
    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> without;

    private ProxyRoutes(Optional<URI> always, Optional<URI> http, Optional<URI> https, List<String> without) {
        this.always = always;
        this.http = http;
        this.https = https;
        this.without = without;
    }

    /** No proxy. */
    public static ProxyRoutes none() {
        return new ProxyRoutes(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The routes of a command.
     *
     * @param option the URL of the proxy for every request; null for those of the environment
     * @throws IllegalArgumentException when a proxy is not an http URL; the message names the option or the variable
     */
    public static ProxyRoutes of(@Nullable String option, Map<String, String> environment) {
        if (option != null) {
            return new ProxyRoutes(
                    Optional.of(proxy("--proxy", option)), Optional.empty(), Optional.empty(), List.of());
        }
        return new ProxyRoutes(
                Optional.empty(),
                variable("HTTP_PROXY", environment),
                variable("HTTPS_PROXY", environment),
                Arrays.stream(value("NO_PROXY", environment).split("[,\\s]+"))
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static String value(String variable, Map<String, String> environment) {
        String lower = environment.getOrDefault(variable.toLowerCase(Locale.ROOT), "");
        return (lower.isBlank() ? environment.getOrDefault(variable, "") : lower).strip();
    }

    private static Optional<URI> variable(String variable, Map<String, String> environment) {
        String value = value(variable, environment);
        return value.isEmpty() ? Optional.empty() : Optional.of(proxy(variable, value));
    }

    private static URI proxy(String source, String value) {
        try {
            URI proxy = new URI(value.contains("://") ? value : "http://" + value);
            if (proxy.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        source + ": user names and passwords for a proxy are not supported; use a proxy without them");
            }
            boolean isHostAlone = !value.contains("://") && proxy.getPort() < 0;
            if ("http".equals(proxy.getScheme())
                    && proxy.getHost() != null
                    && !isHostAlone
                    && proxy.getPort() <= LAST_PORT) {
                return proxy;
            }
        } catch (URISyntaxException notAUrl) {
            // the exception below has the message
        }
        throw new IllegalArgumentException(
                source + ": not the URL of an HTTP proxy (example: http://proxy.example.com:3128)");
    }

    /** The proxy of a request; empty when it is sent directly. */
    public Optional<URI> proxyOf(URI address) {
        if (always.isPresent()) {
            return always;
        }
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return isThisMachine(host) || isExcluded(host, port(address))
                ? Optional.empty()
                : "https".equals(address.getScheme()) ? https : http;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private boolean isExcluded(String host, int port) {
        return without.stream().anyMatch(entry -> {
            int colon = entry.lastIndexOf(':');
            boolean hasPort = colon > 0 && entry.substring(colon + 1).matches("[0-9]{1,5}");
            String name = (hasPort ? entry.substring(0, colon) : entry).replaceFirst("^\\*?\\.", "");
            boolean samePort = !hasPort || entry.endsWith(":" + port);
            return entry.equals("*") || (samePort && (host.equals(name) || host.endsWith("." + name)));
        });
    }

    private static int port(URI address) {
        return address.getPort() >= 0
                ? address.getPort()
                : "https".equals(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    @Override
    public List<Proxy> select(URI address) {
        return List.of(proxyOf(address)
                .map(proxy -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port(proxy))))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // the exchange has the failure
    }
}
