package example;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.loupe.junit.LoupeProvider;
import dev.loupe.junit.VerifyContract;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that a test makes anyhow; one of them is answered wrongly and fails on purpose. */
@VerifyContract(value = "gemma-3", recordings = "target/recordings")
class MyTrafficTest {
    private static final String HELLO =
            "{\"model\": \"google/gemma-3-4b-it\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    @RegisterExtension
    static LoupeProvider endpoint = LoupeProvider.conformant();

    @Test
    void restAssured() {
        given().auth().oauth2("any-key").contentType(ContentType.JSON).body(HELLO)
                .post(endpoint.url() + "/v1/chat/completions")
                .then().statusCode(200);
    }

    @Test
    void httpClient(HttpClient client) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + "/v1/chat/completions"))
                .header("authorization", "Bearer any-key")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                .build();
        assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void restAssuredAnsweredWrongly() {
        given().auth().oauth2("any-key").contentType(ContentType.JSON).body(HELLO)
                .header("X-Loupe-Fault", "usage.total-off-by-one")
                .post(endpoint.url() + "/v1/chat/completions")
                .then().statusCode(200);
    }
}
