package dev.loupe.junit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One call with RestAssured, verified by its filter. */
class RestAssuredTrafficTest {
    @RegisterExtension
    static final LoupeProvider GOOD = LoupeProvider.conformant();

    @RegisterExtension
    static final LoupeProvider BAD = LoupeProvider.withFault("usage.total-off-by-one");

    @Test
    void aConformantCallPassesUnchanged() {
        String text = given().filter(ContractFilter.of("gemma-3"))
                .auth()
                .oauth2("any-key")
                .contentType(ContentType.JSON)
                .body(new ByteArrayInputStream(Requests.body("").getBytes(StandardCharsets.UTF_8)))
                .post(GOOD.url() + "/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .path("choices[0].message.role");

        assertThat(text).isEqualTo("assistant");
    }

    @Test
    void aViolationFailsAtTheCall() {
        Throwable failure = catchThrowable(() -> given().filter(ContractFilter.of("gemma-3"))
                .auth()
                .oauth2("sk-a-secret-of-this-test")
                .contentType(ContentType.JSON)
                .body(Requests.body(""))
                .post(BAD.url() + "/v1/chat/completions"));

        assertThat(failure).isInstanceOf(AssertionError.class);
        assertThat(failure.getMessage()
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                        .replaceAll("(: +|is |expected |_tokens )\\d+", "$1N"))
                .isEqualTo(
                        """
                        response violates contract gemma-3: POST http://HOST/v1/chat/completions, status 200

                        usage.total-is-sum (MUST, provider) at /usage/total_tokens
                          total_tokens is N, expected N (prompt_tokens N + completion_tokens N)
                          expected: N
                          actual:   N
                          fix:      count every completion token, including reasoning, in completion_tokens, and add up

                        reproduce: curl -sS -i -X POST http://HOST/v1/chat/completions -H 'accept: */*' \
                        -H 'authorization: Bearer '"$AIMLAPI_KEY" -H 'content-type: application/json' \
                        --data-raw '{"model":"google/gemma-3-4b-it","messages":[{"role":"user","content":"Hello"}]}'
                        explain:   loupe explain usage.total-is-sum""");
    }

    @Test
    void aStreamIsVerifiedEventByEvent() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> given().filter(ContractFilter.of("gemma-3"))
                        .header("authorization", "Bearer any-key")
                        .header("X-Loupe-Fault", "stream.no-finish")
                        .contentType(ContentType.JSON)
                        .body(Requests.body(Requests.STREAM))
                        .post(GOOD.url() + "/v1/chat/completions"))
                .withMessageContaining("stream.finished (MUST, provider)");
    }

    @Test
    void aWrongRequestFailsUnlessItIsMeant() {
        String wrong = Requests.body(", \"temperature\": 7");
        Verification strict = Verification.of("gemma-3");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> send(strict, wrong))
                .withMessageStartingWith("request violates contract gemma-3: POST http://127.0.0.1:")
                .withMessageContaining("schema.request-corrected (MUST, request) at request /temperature");

        Verification lenient = strict.allowingWrongRequests();
        assertThatNoException().isThrownBy(() -> send(lenient, wrong));
        assertThat(lenient.exchanges()).isEqualTo(1);
    }

    private void send(Verification verification, String body) {
        given().filter(ContractFilter.of(verification))
                .header("authorization", "Bearer any-key")
                .contentType(ContentType.JSON)
                .body(body)
                .post(GOOD.url() + "/v1/chat/completions")
                .then()
                .statusCode(400);
    }

    @Test
    void whatTheContractDoesNotKnowPassesUnseen() {
        Verification verification = Verification.of("gemma-3");
        given().filter(ContractFilter.of(verification)).get(GOOD.url() + "/v1/models");

        assertThat(verification.exchanges()).isZero();
    }
}
