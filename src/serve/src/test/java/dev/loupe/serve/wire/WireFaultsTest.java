package dev.loupe.serve.wire;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.serve.Endpoint;
import dev.loupe.serve.fault.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFaultsTest {
    private static final String STREAM = "\"stream\": true";
    /** A net against waiting for ever, no measure: a busy machine may take long. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = Endpoint.start(options ->
                options.faultByHeader().clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC)));
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    /** What came over the socket, and how it ended: {@code closed}, {@code reset} or {@code open} after the time-out. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Heard(byte[] bytes, String ending, Duration took) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        byte[] body() {
            int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            return java.util.Arrays.copyOfRange(bytes, start, bytes.length);
        }
    }

    private static Heard hear(String fault, String question, String more, Duration timeout, int most)
            throws IOException {
        byte[] body = ask(question, more).getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer k\r\nx-loupe-fault: "
                        + fault + "\r\ncontent-length: " + body.length + "\r\n\r\n";
        long start = System.nanoTime();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        String ending = "closed";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.provider.port())) {
            socket.setSoTimeout((int) timeout.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8192];
            for (int read = in.read(part); read >= 0 && heard.size() < most; read = in.read(part)) {
                heard.write(part, 0, read);
            }
        } catch (SocketTimeoutException silent) {
            ending = "open";
        } catch (SocketException reset) {
            ending = "reset";
        }
        return new Heard(heard.toByteArray(), ending, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Heard hear(String fault, String more) throws IOException {
        return hear(fault, "Hello", more, LONG, 1 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 250, 500})
    void aResetComesAfterExactlySoManyBytes(int bytes) throws Exception {
        Heard heard = hear("wire.reset=" + bytes, STREAM);

        assertThat(heard.ending()).isEqualTo("reset");
        assertThat(heard.bytes()).hasSize(bytes);
    }

    @Test
    void aTrickleIsWholeButSlow() throws Exception {
        Heard heard = hear("wire.trickle", "");
        double least = heard.bytes().length / 16.0 * 10;

        assertThat(heard.ending()).isEqualTo("closed");
        assertThat(Endpoint.json(new String(heard.body(), StandardCharsets.UTF_8))
                        .has("choices"))
                .isTrue();
        assertThat((double) heard.took().toMillis()).isGreaterThan(least * 0.8);
    }

    @Test
    void silenceSendsNothingAndStaysOpen() throws Exception {
        Heard heard = hear("wire.silence", "Hello", STREAM, Duration.ofMillis(700), 1000);

        assertThat(heard.bytes()).isEmpty();
        assertThat(heard.ending()).isEqualTo("open");
    }

    @Test
    void aCutInACharacterLeavesHalfOfIt() throws Exception {
        Heard heard = hear("wire.cut-in-character", "Say the word \"opal 💎 opal\"", STREAM, LONG, 1 << 20);

        assertThat(heard.ending()).isEqualTo("closed");
        assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(heard.bytes())))
                .isInstanceOf(MalformedInputException.class);
        assertThat(heard.text()).contains("opal");
    }

    @Test
    void aWrongLengthAnnouncesMoreThanComes() throws Exception {
        Heard heard = hear("wire.wrong-length", "");
        String length = heard.text().replaceAll("(?s).*content-length: (\\d+).*", "$1");

        assertThat(heard.ending()).isEqualTo("closed");
        assertThat(heard.body().length).isEqualTo(Integer.parseInt(length) - 100);
        assertThatThrownBy(() -> endpoint.post(ask("Hello", ""), "X-Loupe-Fault", "wire.wrong-length"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void anEndlessResponseContinuesAndTheServerSurvives(String more) throws Exception {
        Heard heard = hear("wire.endless", "Hello", more, LONG, 3_000_000);

        assertThat(heard.bytes().length).isGreaterThanOrEqualTo(3_000_000);
        assertThat(heard.text()).startsWith("HTTP/1.1 200").doesNotContain("[DONE]");
        assertThat(endpoint.post(ask("Hello", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void gzipGarbageIsDeclaredAndNotGzip() throws Exception {
        Heard heard = hear("wire.gzip-garbage", "");

        assertThat(heard.text()).contains("content-encoding: gzip");
        assertThatThrownBy(() -> new GZIPInputStream(new java.io.ByteArrayInputStream(heard.body())))
                .isInstanceOf(ZipException.class);
    }

    @Test
    void aSlowStartIsWholeAfterTwoSeconds() throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response = endpoint.post(ask("Hello", ""), "X-Loupe-Fault", "wire.slow-start");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(1.9);
    }

    @Test
    void aStallComesBeforeTheLastToken() throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response = endpoint.post(ask("Count from 1 to 3", STREAM), "X-Loupe-Fault", "wire.stall");

        assertThat(Endpoint.joined(response.body())).isEqualTo("1, 2, 3");
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(1.9);
    }

    @Test
    void aStormOf429StatesWhenToRetry() throws Exception {
        HttpResponse<String> response = endpoint.post(ask("Hello", STREAM), "X-Loupe-Fault", "wire.storm-of-429");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).contains("1");
        assertThat(Endpoint.json(response.body()).path("statusCode").asText()).isEqualTo("429");
    }

    @Test
    void aBurstOf503ComesAndGoes() throws Exception {
        try (Endpoint bursts = Endpoint.start(
                options -> options.fault(Faults.named("wire.burst-of-503").orElseThrow()))) {
            StringBuilder statuses = new StringBuilder();
            for (int request = 0; request < 6; request++) {
                statuses.append(bursts.post(ask("Hello", "")).statusCode()).append(' ');
            }

            assertThat(statuses.toString()).isEqualTo("200 503 503 200 503 503 ");
        }
    }

    @Test
    void aRedirectAPageAndAnEmptyObjectAreWhatTheySay() throws Exception {
        HttpResponse<String> redirect = endpoint.post(ask("Hello", ""), "X-Loupe-Fault", "wire.redirect");
        HttpResponse<String> page = endpoint.post("no JSON", "X-Loupe-Fault", "wire.html");
        HttpResponse<String> empty = endpoint.post("no JSON", "X-Loupe-Fault", "wire.empty-object");

        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("location")).contains("/elsewhere/v1/chat/completions");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEqualTo("{}");
    }

    @Test
    void theWrongCertificateIsACertificateAndIsNotAccepted() throws Exception {
        try (Endpoint tls = Endpoint.start(
                options -> options.fault(Faults.named("wire.wrong-certificate").orElseThrow()))) {
            assertThat(tls.provider.url()).startsWith("https://");
            assertThatThrownBy(() -> tls.post(ask("Hello", "")))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void anUnknownFaultIsRejectedByName() throws Exception {
        HttpResponse<String> response = endpoint.post(ask("Hello", ""), "X-Loupe-Fault", "no.such");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("X-Loupe-Fault");
    }
}
