package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of one server are sent to another one that adds properties and words errors in its own way. */
class ReplayOfDialectTest {
    @TempDir
    Path folder;

    private static String recorded(String id, int status, String response) {
        return """
               {"format": "loupe-exchange/1", "id": "%s", "request": {"method": "POST", "url": "/v1/chat/completions", "headers": {}, \
               "body": {"model": "m", "messages": [{"role": "user", "content": "%s"}]}}, \
               "response": {"status": %d, "headers": {}, "body": %s}}
               """
                .formatted(id, id, status, response);
    }

    private static String completion(String id, String more) {
        return """
               {"id": "%s", "object": "chat.completion", "created": %d, "model": "m", "choices": [{"index": 0, "finish_reason": "stop", \
               "message": {"role": "assistant", "content": "Ruby."}}], "usage": {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}%s}
               """
                .formatted(id, Instant.now().getEpochSecond(), more)
                .strip();
    }

    private static String error(String message) {
        return "{\"error\": {\"message\": \"" + message
                + "\", \"type\": \"invalid_request_error\", \"param\": null, \"code\": null}}";
    }

    @Test
    void aDialectIsDescribedOnceAndAChangeOfBehaviourStandsOut() throws IOException {
        Path recording = folder.resolve("recorded.ndjson");
        Files.writeString(
                recording,
                recorded("a/one", 200, completion("c-1", ""))
                        + recorded("a/two", 200, completion("c-2", ""))
                        + recorded("a/now-accepted", 400, error("no"))
                        + recorded("a/rejected", 400, error("no")));
        AtomicInteger ids = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean rejects = request.contains("a/rejected");
            String body = rejects
                    ? "{\"object\": \"error\", \"message\": \"no\", \"code\": 400}"
                    : completion(
                            "s-" + ids.incrementAndGet(),
                            ", \"prompt_logprobs\": null, \"kv_transfer_params\": null, \"service_tier\": null");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(rejects ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        StringWriter out = new StringWriter();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            CommandRunner.run(
                    new PrintWriter(out),
                    new PrintWriter(new StringWriter()),
                    "replay",
                    recording.toString(),
                    "--against",
                    url,
                    "--no-color");
        } finally {
            server.stop(0);
        }

        assertThat(out.toString())
                .endsWith(
                        """
                        CHANGED  a/one: is /kv_transfer_params null, is /prompt_logprobs null, is /service_tier null
                        CHANGED  a/two: as in a/one
                        CHANGED  a/now-accepted: was rejected (400), is accepted (200)
                        SAME     a/rejected
                        compared: 3 CHANGED, 1 SAME
                        """);
    }
}
