package dev.loupe.engine.result;

/**
 * Where an exchange is stored.
 *
 * @param line line of the file, from 1
 */
public record SourceLocation(String file, int line) {}
