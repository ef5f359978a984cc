package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void anOptionalHeaderIsSentOnlyWithAValueOfTheUser() {
        ResolvedEndpoint openrouter = ResolvedEndpoint.of("openrouter", null, Map.of());
        assertThat(openrouter.target().headers()).isEmpty();
        assertThat(openrouter.with(Map.of("x-title", "Mine")).target().headers())
                .isEqualTo(Map.of("x-title", "Mine"));
    }

    @Test
    void aHeaderThatTheProfileDoesNotListIsNamed() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        ResolvedEndpoint.of("openrouter", null, Map.of()).with(Map.of("authorization", "Bearer mine")))
                .withMessage("--header: authorization is not an optional header of OpenRouter; it has HTTP-Referer,"
                        + " X-Title");
    }

    @Test
    void ofAnAddressThatNoFileDescribesOnlyTheContractAndTheApiAreExpected() {
        ProviderProfile unknown =
                ResolvedEndpoint.of("http://127.0.0.1:8080", null, Map.of()).provider();
        assertThat(unknown.name()).isEqualTo("openai-compatible");
        assertThat(unknown.keyVariable()).isEqualTo("LOUPE_KEY");
        assertThat(unknown.dialect().errors().required()).isEmpty();
        assertThat(unknown.dialect().requestIdHeaders()).isEmpty();
        assertThat(unknown.dialect().invalid()).isEqualTo(Handling.REJECTS);
    }

    @Test
    void aProviderWithoutAnAddressIsNoEndpoint() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ResolvedEndpoint.of("openai-compatible", null, Map.of()))
                .withMessageContaining("'openai-compatible' is not the base URL of an endpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "'', LOUPE_KEY is empty; set it to the key of the endpoint%c or unset it to send no key",
        "'  ', LOUPE_KEY is blank; set it to the key of the endpoint%c or unset it to send no key",
    })
    void anEmptyKeyIsNamedBeforeAnythingIsSent(String key, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ResolvedEndpoint.of("http://127.0.0.1:8080", null, Map.of("LOUPE_KEY", key)))
                .withMessage(message.replace("%c", ","));
    }

    @Test
    void aLineBreakAtTheEndOfTheKeyIsNamed() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ResolvedEndpoint.of("openai", null, Map.of("OPENAI_API_KEY", "sk-of-a-file\n")))
                .withMessage("the key in OPENAI_API_KEY ends with a line break; remove the line break");
    }

    @Test
    void aProviderOnTheInternetRequiresItsKeyAndAServerOfOnesOwnDoesNot() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ResolvedEndpoint.of("openai", null, Map.of()).requireKey())
                .withMessage("OPENAI_API_KEY is not set; set it to your key for OpenAI");
        ResolvedEndpoint.of("http://127.0.0.1:8000/v1", null, Map.of()).requireKey();
        ResolvedEndpoint.of("vllm", null, Map.of()).requireKey();
        ResolvedEndpoint.of("openai", null, Map.of("OPENAI_API_KEY", "sk-key-of-this-test"))
                .requireKey();
    }
}
