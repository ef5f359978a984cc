package dev.loupe.junit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference provider refuses, and how; whatever it answers is held to the contract besides. */
@VerifyContract(value = "gemma-3", allowWrongRequests = true)
class ReferenceProviderRefusesTest {
    @RegisterExtension
    static final LoupeProvider PROVIDER = LoupeProvider.conformant();

    private static RequestSpecification withKey() {
        return given().baseUri(PROVIDER.url()).contentType("application/json").header("Authorization", "Bearer a-key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temperature | 2.0001",
                "temperature | \"0.7\"",
                "temperature | 1e400",
                "top_p | 0.0099",
                "min_p | 0.9991",
                "top_a | -0.1",
                "top_k | -3",
                "seed | 0",
                "seed | 1e999999999",
                "max_tokens | 1.5",
                "max_tokens | 0",
                "max_completion_tokens | null",
                "stop | 5",
                "stop | [\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "stream | \"yes\"",
                "stream_options | {}",
                "frequency_penalty | 2.1",
                "messages | []",
                "messages | [{\"role\":\"banana\",\"content\":\"x\"}]",
                "model | \"gpt-5\"",
                "model | null"
            })
    void aValueThatTheContractForbidsIsRejectedByName(String parameter, String value) {
        withKey()
                .body(Requests.with(parameter, value))
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .header("x-inference-id", notNullValue())
                .body("message", containsString(parameter))
                .body("path", equalTo("/v1/chat/completions"))
                .body("requestId", matchesPattern("[0-9a-f-]{36}"))
                .body("statusCode", equalTo("400"))
                .body("timestamp", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temperature | 2",
                "top_p | 0.01",
                "min_p | 0.999",
                "seed | 1",
                "stop | null",
                "stop | [\"a\",\"b\",\"c\",\"d\"]",
                "repetition_penalty | null",
                "max_tokens | 3.0",
                "an_unknown_member | {}"
            })
    void aValueThatTheContractAllowsIsAccepted(String parameter, String value) {
        withKey()
                .body(Requests.with(parameter, value))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"model\":", "nonsense", "{} {}", "{\"a\":\"\\x\"}", "{\"a\":NaN}"})
    void aBodyThatIsNotJsonIsRejected(String body) {
        withKey()
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("message", containsString("not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "\"text\"", "{}"})
    void jsonThatIsNoRequestIsRejected(String body) {
        withKey().body(body).post("/v1/chat/completions").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer", "Basic abc", "a-key", "Bearer invalid", "Bearer invalid-key-1"})
    void noKeyAndABadKeyAreUnauthorized(String authorization) {
        given().baseUri(PROVIDER.url())
                .header("Authorization", authorization)
                .body(Requests.body(""))
                .post("/chat/completions")
                .then()
                .statusCode(401)
                .body("statusCode", equalTo("401"))
                .body("path", equalTo("/chat/completions"));
    }

    @Test
    void anotherPathIsNotFoundAndAnotherMethodNotAllowed() {
        withKey().body("{}").post("/v1/completions").then().statusCode(404).body("statusCode", equalTo("404"));
        withKey().get("/v1/chat/completions").then().statusCode(405).header("allow", "POST");
        withKey().post("/v1/models").then().statusCode(405);
    }

    @Test
    void theModelsAreListedWithoutAKey() {
        given().baseUri(PROVIDER.url())
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body(
                        "data.id",
                        contains(
                                "google/gemma-3-4b-it",
                                "google/gemma-3-12b-it",
                                "google/gemma-3-27b-it",
                                "google/gemma-3n-e4b-it"));
    }
}
