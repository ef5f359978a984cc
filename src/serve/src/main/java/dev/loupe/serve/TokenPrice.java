package dev.loupe.serve;

import java.math.BigDecimal;

/**
 * What tokens cost, in US dollars per million.
 *
 * @param prompt for a million prompt tokens
 * @param completion for a million completion tokens
 */
record TokenPrice(BigDecimal prompt, BigDecimal completion) {
    /** What OpenRouter, the upstream of these models, asks for google/gemma-3-4b-it. */
    static final TokenPrice GEMMA = new TokenPrice(new BigDecimal("0.02"), new BigDecimal("0.04"));

    BigDecimal usd(int promptTokens, int completionTokens) {
        return prompt.multiply(BigDecimal.valueOf(promptTokens))
                .add(completion.multiply(BigDecimal.valueOf(completionTokens)))
                .movePointLeft(6)
                .stripTrailingZeros();
    }
}
