package dev.loupe.gemma.model;

/**
 * One thing about a request that the contract forbids.
 *
 * @param parameter which, as a path: {@code messages[0].content}
 * @param message the whole sentence: {@code temperature is 2.5, but must be between 0 and 2}
 */
public record ParameterViolation(String parameter, String message) {}
