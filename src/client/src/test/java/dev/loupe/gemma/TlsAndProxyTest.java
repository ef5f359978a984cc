package dev.loupe.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.loupe.client.error.ConnectionException;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies between a program and its endpoint: certificates, HTTP/2, proxies. */
class TlsAndProxyTest {
    private static final String PASSWORD = "of-this-test";
    private static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}";
    private static final String STREAM =
            """
            data: {"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"x"}}]}

            data: [DONE]

            """;

    private final List<HttpVersion> versions = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A key and a certificate that no client trusts, for this host. */
    private Path certificateFor(String host) throws Exception {
        Path store = folder.resolve("server.p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(
                List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=test", "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        command.addAll(List.of("-ext", "san=" + host));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return store;
    }

    private String serving(Path certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(certificate.toString()).setPassword(PASSWORD));
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.body().onSuccess(body -> {
                    versions.add(request.version());
                    boolean stream = body.toString().contains("\"stream\":true");
                    request.response()
                            .putHeader("content-type", stream ? "text/event-stream" : "application/json")
                            .end(stream ? STREAM : ANSWER);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return "https://127.0.0.1:" + server.actualPort();
    }

    private static HttpClient trusting(Path certificate) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate)) {
            known.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", known.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static GemmaClientBuilder client(String url) {
        return GemmaClient.builder().baseUrl(url).apiKey("k-secret").maxRetries(0);
    }

    private static Gemma3Request hi() {
        return Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user("Hi")
                .build();
    }

    @Test
    void aCertificateThatTheSystemDoesNotKnowIsAFailure() throws Exception {
        GemmaClient client = client(serving(certificateFor("ip:127.0.0.1"))).build();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> client.create(hi()))
                .withMessageContaining("certificat")
                .withMessageNotContaining("k-secret");
        assertThat(versions).as("no key was sent to a stranger").isEmpty();
    }

    @Test
    void aCertificateOfAnotherHostIsAFailure() throws Exception {
        Path certificate = certificateFor("dns:elsewhere.example");
        GemmaClient client =
                client(serving(certificate)).httpClient(trusting(certificate)).build();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> client.create(hi()))
                .withMessageContaining("127.0.0.1");
        assertThat(versions).isEmpty();
    }

    @Test
    void aPrivateCaIsTrustedThroughTheCallersOwnClientOverHttp2() throws Exception {
        Path certificate = certificateFor("ip:127.0.0.1");
        GemmaClient client =
                client(serving(certificate)).httpClient(trusting(certificate)).build();

        client.create(hi());
        try (ChatStream stream = client.stream(hi())) {
            assertThat(stream.completion().choices()).hasSize(1);
        }

        assertThat(versions).containsExactly(HttpVersion.HTTP_2, HttpVersion.HTTP_2);
    }

    @Test
    void aProxyOfTheCallersOwnClientIsUsed() {
        try (RawServer proxy = new RawServer()) {
            proxy.plays(Script.json(ANSWER));
            HttpClient http = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                    .build();

            client("http://gemma.example").httpClient(http).build().create(hi());

            assertThat(proxy.requests().get(0).head())
                    .startsWith("POST http://gemma.example/v1/chat/completions HTTP/1.1");
        }
    }
}
