package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private static final String RESPONSE =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"{\\\"name\\\":\\\"Ada\\\",\\\"age\\\":36}\"}}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";

    @Test
    void aRecordIsReadAndTheCallIsCounted() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = RESPONSE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(People.person(url, registry)).isEqualTo(new People.Person("Ada", 36));
            assertThat(registry.get("gen_ai.client.operation.duration").timer().count())
                    .isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }
}
