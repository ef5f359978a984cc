package dev.loupe.gemma;

import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.transport.ResponseHeaders;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An answer with all that came around it.
 *
 * @param body the body's text as it came
 */
public record RawCompletion(int status, ResponseHeaders headers, String body, ChatCompletion completion) {

    /** What the call cost in credits, from {@code x-aimlapi-credits-used}; 2,000,000 of them are one US dollar. */
    public Optional<BigDecimal> creditsUsed() {
        return number("x-aimlapi-credits-used");
    }

    /** What the call cost in US dollars, from {@code x-aimlapi-usd-spent}. */
    public Optional<BigDecimal> usdSpent() {
        return number("x-aimlapi-usd-spent");
    }

    /** The provider's id of this inference, to quote when asking its support. */
    public Optional<String> inferenceId() {
        return headers.first("x-inference-id");
    }

    private Optional<BigDecimal> number(String name) {
        try {
            return headers.first(name).map(String::strip).map(BigDecimal::new);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
