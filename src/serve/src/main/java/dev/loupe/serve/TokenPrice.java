package dev.loupe.serve;

import java.math.BigDecimal;

/**
 * The price of tokens in US dollars per million.
 *
 * @param prompt for a million prompt tokens
 * @param completion for a million completion tokens
 */
record TokenPrice(BigDecimal prompt, BigDecimal completion) {
    /** The price of google/gemma-3-4b-it at OpenRouter, the upstream of these models. */
    static final TokenPrice GEMMA = new TokenPrice(new BigDecimal("0.02"), new BigDecimal("0.04"));

    BigDecimal usd(int promptTokens, int completionTokens) {
        return prompt.multiply(BigDecimal.valueOf(promptTokens))
                .add(completion.multiply(BigDecimal.valueOf(completionTokens)))
                .movePointLeft(6)
                .stripTrailingZeros();
    }
}
