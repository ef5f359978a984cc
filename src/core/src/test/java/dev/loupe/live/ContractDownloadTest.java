package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.DocumentDownload;
import dev.loupe.connection.DocumentDownload.DownloadException;
import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractDownloadTest {
    private static final String KEY = "key-of-this-test";
    private static final DocumentDownload.Limits LIMITS =
            new DocumentDownload.Limits(InputLimits.BODY_BYTES, Duration.ofMinutes(10), 5);

    private HttpServer endpoint;
    private HttpServer other;
    private final List<String> keys = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        endpoint = server();
        other = server();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/openapi.json", exchange -> respond(exchange, 200, "{\"openapi\":\"3.1.0\"}"));
        server.createContext("/page", exchange -> respond(exchange, 200, "\n<!DOCTYPE html>"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/near", exchange -> redirect(exchange, "/openapi.json"));
        server.createContext("/far", exchange -> redirect(exchange, url(other) + "/openapi.json"));
        server.createContext("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 20];
            try {
                for (int i = 0; i < 64; i++) {
                    exchange.getResponseBody().write(block);
                }
            } catch (IOException ended) {
                // the download stops at its limit
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        endpoint.stop(0);
        other.stop(0);
    }

    private void respond(HttpExchange exchange, int status, String body) throws IOException {
        keys.add(Objects.toString(exchange.getRequestHeaders().getFirst("authorization"), "none"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("location", location);
        respond(exchange, 302, "");
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String fetch(String address) {
        TargetEndpoint target = TargetEndpoint.at(url(endpoint) + "/v1", KEY, "LOUPE_KEY", Map.of());
        DocumentDownload download =
                new DocumentDownload(ConnectionSettings.direct(null), LIMITS, target::authorization);
        return new String(download.fetch(URI.create(address)), StandardCharsets.UTF_8);
    }

    @Test
    void theKeyIsSentToTheEndpointOnly() {
        assertThat(fetch(url(endpoint) + "/near")).contains("3.1.0");
        assertThat(keys).containsExactly("Bearer " + KEY, "Bearer " + KEY);
        keys.clear();
        assertThat(fetch(url(endpoint) + "/far")).contains("3.1.0");
        assertThat(keys).containsExactly("Bearer " + KEY, "none");
        keys.clear();
        assertThat(fetch(url(other) + "/openapi.json")).contains("3.1.0");
        assertThat(keys).containsExactly("none");
    }

    private void fails(String path, String problem) {
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> fetch(url(endpoint) + path))
                .withMessageContaining(problem)
                .withMessageNotContaining(KEY);
    }

    @Test
    void whatIsNoDocumentIsNamed() {
        fails(
                "/missing?token=" + KEY,
                "/missing: status 404, expected 200; name the URL of the document itself, such as /openapi.json");
        fails("/page", "/page: is a web page, not an OpenAPI document; name the URL of the document itself");
        fails("/loop", "more than 5 redirects");
        fails("/file", "a redirect that is not followed, to file:///etc/passwd");
        fails("/large", "larger than the limit of 16 MiB");
    }

    @Test
    void thePasswordOfAUserIsNotReported() {
        String server = "127.0.0.1:" + endpoint.getAddress().getPort();
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> fetch("http://me:" + KEY + "@" + server + "/missing"))
                .withMessageContaining("http://" + server + "/missing: status 404")
                .withMessageNotContaining(KEY);
    }

    @Test
    void aMalformedHeaderIsNamed() throws IOException {
        try (ByteServers servers = new ByteServers()) {
            String url = servers.answering("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n{}");
            assertThatExceptionOfType(DownloadException.class)
                    .isThrownBy(() -> fetch(url + "/openapi.json"))
                    .withMessageContaining("a header is malformed");
        }
    }

    @Test
    void aRefusedConnectionIsNamed() {
        other.stop(0);
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> fetch(url(other) + "/openapi.json"))
                .withMessageContaining("refused");
    }
}
