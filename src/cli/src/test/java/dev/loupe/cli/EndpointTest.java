package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void aKeyThatNoHeaderCarriesIsNamedAndNotShown() {
        assertThatExceptionOfType(InputFault.class)
                .isThrownBy(() -> Endpoint.of("aimlapi", null, Map.of("AIMLAPI_KEY", "sk-of-two\nlines")))
                .withMessage(
                        "the key in AIMLAPI_KEY has a character that no header can carry, such as a line break; set it"
                                + " again");
    }
}
