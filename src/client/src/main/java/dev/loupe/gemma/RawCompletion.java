package dev.loupe.gemma;

import dev.loupe.client.transport.ResponseHeaders;
import dev.loupe.gemma.model.ChatCompletion;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A completion with the status, headers and body of its response.
 *
 * @param body the unchanged body text
 */
public record RawCompletion(int status, ResponseHeaders headers, String body, ChatCompletion completion) {

    /** The cost of the call in credits, from {@code x-aimlapi-credits-used}; 2,000,000 credits are one US dollar. */
    public Optional<BigDecimal> creditsUsed() {
        return number("x-aimlapi-credits-used");
    }

    /** The cost of the call in US dollars, from {@code x-aimlapi-usd-spent}. */
    public Optional<BigDecimal> usdSpent() {
        return number("x-aimlapi-usd-spent");
    }

    /** The ID of this inference, for support requests to the provider. */
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
