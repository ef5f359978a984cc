package dev.loupe.provider;

/**
 * Who serves a contract.
 *
 * @param name as in {@code --provider NAME} and in recordings
 */
public record Provider(String name) {}
