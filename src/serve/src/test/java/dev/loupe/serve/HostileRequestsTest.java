package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HostileRequestsTest {
    private static Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = Endpoint.start(options -> options.maxBody(100_000));
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void deepJsonIsRejected() throws Exception {
        HttpResponse<String> response = endpoint.post("[".repeat(40_000));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("nesting depth").contains("200");
    }

    @Test
    void aBodyAboveTheLimitIsRejectedWithTheLimit() throws Exception {
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer k\r\ncontent-length: 200000\r\n\r\n";

        String answer = say(endpoint, head + " ".repeat(100_001));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("100000 bytes").contains("x-inference-id");
    }

    @Test
    void anIncompleteRequestTimesOut() throws Exception {
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer k\r\ncontent-length: 500\r\n\r\n{";

        try (Endpoint impatient = Endpoint.start(options -> options.requestTime(Duration.ofMillis(500)))) {
            assertThat(say(impatient, head)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aRequestToAnotherHostIsRejectedAlsoWithoutItsEnd() throws Exception {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: example.com\r\ncontent-length: 500\r\n\r\n{";

        assertThat(say(endpoint, head)).startsWith("HTTP/1.1 403").contains("expected localhost or 127.0.0.1");
    }

    @Test
    void anInfiniteSchemaIsRejected() throws Exception {
        String format =
                """
                "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {
                  "type": "object", "required": ["a", "b"],
                  "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}}}}
                """;

        assertThat(endpoint.post(ask(Endpoint.LARGE, "Hi", format)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aHugeCountIsBounded() throws Exception {
        assertThat(endpoint.text(ask("Count from 1 to 9999", ""))).endsWith(", 1000");
        assertThat(endpoint.text(ask("Say the word gem 9999 times", "")).length())
                .isLessThan(5000);
    }

    @Test
    void itStillRespondsAfterwards() throws Exception {
        assertThat(endpoint.post(ask("Hello", "")).statusCode()).isEqualTo(200);
    }

    /** Sends text and reads until the server closes. */
    private static String say(Endpoint to, String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.provider.port())) {
            socket.setSoTimeout(600_000);
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
