package dev.loupe.diff.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.loupe.connection.CertificateAuthority;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.connection.DocumentDownload;
import dev.loupe.connection.ProxyRoutes;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.ReferenceScope;
import dev.loupe.openapi.RemoteDocuments;
import dev.loupe.openapi.UnfollowedReferences;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs are downloaded from a server with a certificate of a private authority, created for this test. */
final class DownloadedSpecTest {
    private static final String SPEC = "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"fetched\"}, \"paths\": {}}";
    private static final int LARGEST = 1 << 20;

    @TempDir
    private static Path folder;

    private static final CountDownLatch done = new CountDownLatch(1);
    private static final ExecutorService threads = Executors.newCachedThreadPool();
    private static final Queue<String> requested = new ConcurrentLinkedQueue<>();
    private static HttpsServer server;
    private static TestCertificates certificates;
    private static SSLContext trust;

    @BeforeAll
    static void aServerWithAPrivateAuthority() throws Exception {
        certificates = TestCertificates.create(folder);
        trust = CertificateAuthority.trusting(certificates.authority());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.ofServer()));
        server.setExecutor(threads);
        server.createContext("/", DownloadedSpecTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        done.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        requested.add(exchange.getRequestURI().getPath());
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/chat.json", "/chat" -> send(exchange, 200, SPEC);
                case "/moved.json" -> redirect(exchange, "/chat.json");
                case "/loop.json" -> redirect(exchange, "/loop.json");
                case "/down.json" -> redirect(exchange, "http://127.0.0.1:9/chat.json");
                case "/refers.yaml" -> send(exchange, 200, spec("types.yaml#/Thing"));
                case "/types.yaml" -> send(exchange, 200, "Thing: {$ref: 'deep/more.yaml#/More'}\n");
                case "/deep/more.yaml" -> send(exchange, 200, "More: {type: string}\n");
                case "/moved.yaml" -> redirect(exchange, "/types.yaml");
                case "/page.json" -> send(exchange, 200, "\n<!doctype html><title>Sign in</title>");
                case "/large.json" -> send(exchange, 200, " ".repeat(LARGEST + 1));
                case "/silent.json" -> await();
                case "/slow.json" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await();
                }
                default -> send(exchange, 404, "no such thing");
            }
        }
    }

    private static void await() {
        try {
            done.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String address(String path) {
        return "https://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static DocumentLoader sources(SSLContext trusted, Duration longest) {
        return new DocumentLoader(
                folder,
                InputStream.nullInputStream(),
                ConnectionSettings.direct(trusted),
                new DocumentDownload.Limits(LARGEST, longest, 5));
    }

    private static void fails(String path, String... texts) {
        assertThatThrownBy(() -> sources(trust, Duration.ofMinutes(1)).read(address(path)))
                .as(path)
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll(texts);
    }

    @Test
    void aDocumentIsDownloadedAlsoThroughARedirect() {
        for (String path : List.of("/chat.json", "/chat", "/moved.json")) {
            var document = sources(trust, Duration.ofMinutes(1)).read(address(path));
            assertThat(document.root().at("/info/title").asText()).as(path).isEqualTo("fetched");
        }
    }

    @Test
    void aKeyInTheUrlIsNotReported() {
        var document = sources(trust, Duration.ofMinutes(1)).read(address("/chat.json?token=secret#x"));
        assertThat(document.source()).isEqualTo(address("/chat.json"));
    }

    @Test
    void aServerWithAnUntrustedCertificateIsRejected() throws Exception {
        for (SSLContext others :
                List.of(SSLContext.getDefault(), CertificateAuthority.trusting(certificates.other()))) {
            assertThatThrownBy(() -> sources(others, Duration.ofMinutes(1)).read(address("/chat.json")))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("--ca");
        }
    }

    @Test
    void aResponseWithoutADocumentIsAnErrorWithAHint() {
        fails("/nothing.json", "status 404", "name the URL of the document itself");
        fails("/page.json", "web page", "name the URL of the document itself");
        fails("/large.json", "larger than the limit of 1 MiB");
    }

    @Test
    void redirectsToHttpAndCircularRedirectsAreNotFollowed() {
        fails("/down.json", "a redirect that is not followed", "http://127.0.0.1:9/chat.json");
        fails("/loop.json", "more than 5 redirects");
    }

    @Test
    void theTimeLimitIncludesHeadersAndBody() {
        for (String path : List.of("/silent.json", "/slow.json")) {
            assertThatThrownBy(() -> sources(trust, Duration.ofSeconds(2)).read(address(path)))
                    .as(path)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("after 2 seconds");
        }
    }

    @Test
    void anAddressWithoutHttpsIsNotRequested() {
        assertThatThrownBy(() -> sources(trust, Duration.ofMinutes(1)).read("http://127.0.0.1:9/chat.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("use https://");
        assertThatThrownBy(() -> sources(trust, Duration.ofMinutes(1)).read("https://me:secret@127.0.0.1:9/chat.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("passwords")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> sources(trust, Duration.ofMinutes(1)).read("https:// nowhere"))
                .isInstanceOf(SourceException.class);
    }

    /** Reads the whole request before it responds: what is unread when a connection is closed resets it. */
    private static void rejectOne(ServerSocket proxy) {
        try (Socket connection = proxy.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            while (!in.readLine().isEmpty()) {}
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void aDownloadGoesThroughTheProxyAndAProxyThatRejectsItIsTheCause() throws IOException {
        ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        String url = "http://127.0.0.1:" + proxy.getLocalPort();
        DocumentLoader loader = new DocumentLoader(
                folder, InputStream.nullInputStream(), new ConnectionSettings(trust, ProxyRoutes.of(url, Map.of())));
        Thread.ofVirtual().start(() -> rejectOne(proxy));
        assertThatThrownBy(() -> loader.read("https://specs.test/chat.json"))
                .hasMessageContaining("the proxy " + url + " rejects the connection with status 407");
        proxy.close();
        assertThatThrownBy(() -> loader.read("https://specs.test/chat.json"))
                .hasMessageContaining("the proxy cannot be reached: connection to 127.0.0.1:");
    }

    private static String spec(String ref) {
        return "{openapi: 3.1.0, info: {title: t, version: '1'}, paths: {}, components: {schemas: {A: {$ref: '%s'}}}}"
                .formatted(ref);
    }

    private static Document local(String ref, RemoteDocuments remote) throws IOException {
        Path file = Files.writeString(folder.resolve("local.yaml"), spec(ref));
        return sources(trust, Duration.ofMinutes(1)).read(file.toString(), new ReferenceScope(null, remote));
    }

    private static AllowedHosts allowed() {
        return new AllowedHosts(
                List.of("127.0.0.1:" + server.getAddress().getPort()), ConnectionSettings.direct(trust));
    }

    @Test
    void referencesToAnAllowedHostAreFollowed() throws IOException {
        Document fromFile = local(address("/types.yaml#/Thing"), allowed());
        Document fromUrl = sources(trust, Duration.ofMinutes(1))
                .read(address("/refers.yaml"), new ReferenceScope(null, allowed()));
        for (Document document : List.of(fromFile, fromUrl)) {
            assertThat(UnfollowedReferences.of(document).isEmpty()).isTrue();
            assertThat(document.root().findValuesAsText("type")).containsExactly("string");
        }
    }

    @Test
    void noOtherHostGetsARequest() throws IOException {
        requested.clear();
        Document document = local(
                address("/types.yaml#/Thing"),
                new AllowedHosts(List.of("127.0.0.1"), ConnectionSettings.direct(trust)));
        assertThat(UnfollowedReferences.of(document).toString())
                .contains("allow the host with --allow-remote 127.0.0.1:"
                        + server.getAddress().getPort());
        assertThat(requested).doesNotContain("/types.yaml");
    }

    @Test
    void redirectsOfReferencesAreNotFollowed() throws IOException {
        Document document = local(address("/moved.yaml#/Thing"), allowed());
        assertThat(UnfollowedReferences.of(document).toString()).contains("a redirect that is not followed");
    }

    @Test
    void aDocumentIsDownloadedOnce() throws Exception {
        AllowedHosts hosts = allowed();
        requested.clear();
        local(address("/types.yaml#/Thing"), hosts);
        local(address("/types.yaml#/Thing"), hosts);
        assertThat(requested.stream().filter("/types.yaml"::equals)).hasSize(1);
    }
}
