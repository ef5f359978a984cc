package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = Endpoint.start();
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void eachModelHasItsOwnContract() throws Exception {
        String system =
                ", \"messages\": [{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(endpoint.post("{\"model\":\"" + Endpoint.LARGE + "\"" + system)
                        .statusCode())
                .isEqualTo(200);
        assertThat(endpoint.post("{\"model\":\"" + Endpoint.NANO + "\"" + system)
                        .statusCode())
                .isEqualTo(400);
        assertThat(endpoint.post(ask(Endpoint.NANO, "Hi", "\"logit_bias\": {\"a\": 101}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(endpoint.post(ask(Endpoint.SMALL, "Hi", "\"logit_bias\": {\"a\": 101}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFixedKeyIsTheOnlyOne() throws Exception {
        try (Endpoint fixed = Endpoint.start(options -> options.key("the-key"))) {
            assertThat(fixed.post(ask("Hello", "")).statusCode()).isEqualTo(401);
            assertThat(fixed.send(fixed.request("/v1/chat/completions", ask("Hello", ""))
                                    .setHeader("authorization", "bearer the-key"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aHeaderSelectsAFaultOnlyWhereThatIsEnabled() throws Exception {
        HttpResponse<String> response = endpoint.post(ask("Hello", ""), "X-Loupe-Fault", "usage.missing");

        assertThat(response.body()).contains("\"usage\"");
    }
}
