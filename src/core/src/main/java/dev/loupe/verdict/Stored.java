package dev.loupe.verdict;

/**
 * Where an exchange is stored.
 *
 * @param line line of the file, from 1
 */
public record Stored(String file, int line) {}
