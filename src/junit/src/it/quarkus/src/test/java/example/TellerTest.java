package example;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.loupe.junit.ContractClientFilter;
import dev.loupe.junit.quarkus.LoupeProviderResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application's own traffic, against a provider without a fault. */
@QuarkusTest
@WithTestResource(value = LoupeProviderResource.class, initArgs = @ResourceArg(name = "verify", value = "gemma-3"))
class TellerTest {
    @Test
    void returnsTheText() {
        // the count is the whole run's, and other classes may have run before
        int before = ContractClientFilter.exchanges();

        String text = given().get("/tell").then().statusCode(200).extract().asString();

        assertNotEquals("nothing", text);
        assertEquals(before + 1, ContractClientFilter.exchanges());
    }

    @AfterEach
    void assertConformant() {
        ContractClientFilter.assertConformant();
    }
}
