package example;

import static io.restassured.RestAssured.given;

import dev.loupe.junit.ContractClientFilter;
import dev.loupe.junit.quarkus.LoupeProviderResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same against a provider that miscounts; the application ignores it, and the test must fail. */
@QuarkusTest
@WithTestResource(
        value = LoupeProviderResource.class,
        initArgs = {
            @ResourceArg(name = "verify", value = "gemma-3"),
            @ResourceArg(name = "fault", value = "usage.total-off-by-one")
        })
class BrokenTellerTest {
    @Test
    void returnsTheText() {
        given().get("/tell").then().statusCode(200);
    }

    @AfterEach
    void assertConformant() {
        ContractClientFilter.assertConformant();
    }
}
