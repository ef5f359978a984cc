package dev.loupe.client.model;

/**
 * A violation of the contract by a request.
 *
 * @param parameter its path: {@code messages[0].content}
 * @param message a sentence: {@code temperature is 2.5, but must be between 0 and 2}
 */
public record ParameterViolation(String parameter, String message) {}
