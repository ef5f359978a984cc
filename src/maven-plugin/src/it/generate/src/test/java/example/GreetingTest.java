package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GreetingTest {
    @Test
    void aGeneratedClientCallsItsServer() throws Exception {
        AtomicReference<String> received = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            received.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hello\"}}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            assertEquals(
                    "Hello",
                    new Greeting("http://127.0.0.1:" + server.getAddress().getPort()).greet());
            assertEquals("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}", received.get());
        } finally {
            server.stop(0);
        }
    }
}
