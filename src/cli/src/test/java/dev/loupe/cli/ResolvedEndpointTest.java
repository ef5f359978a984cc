package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolvedEndpointTest {
    @Test
    void aKeyThatNoHeaderCarriesIsNamedAndNotShown() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ResolvedEndpoint.of("aimlapi", null, Map.of("AIMLAPI_KEY", "sk-of-two\nlines")))
                .withMessage(
                        "the key in AIMLAPI_KEY contains a character that a header must not contain, such as a line break; set it"
                                + " again");
    }

    @Test
    void ofAnAddressThatNoFileDescribesOnlyTheContractAndTheApiAreExpected() {
        ProviderProfile nobody =
                ResolvedEndpoint.of("http://127.0.0.1:8080", null, Map.of()).provider();
        assertThat(nobody.name()).isEqualTo("openai-compatible");
        assertThat(nobody.keyVariable()).isEqualTo("LOUPE_KEY");
        assertThat(nobody.dialect().errors().required()).isEmpty();
        assertThat(nobody.dialect().requestIdHeaders()).isEmpty();
        assertThat(nobody.dialect().invalid()).isEqualTo(Handling.REJECTS);
    }

    @Test
    void aProviderWithoutAnAddressIsNoEndpoint() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ResolvedEndpoint.of("openai-compatible", null, Map.of()))
                .withMessageContaining("'openai-compatible' is not the base URL of an endpoint");
    }
}
