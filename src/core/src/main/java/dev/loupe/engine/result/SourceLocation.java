package dev.loupe.engine.result;

import org.apiguardian.api.API;

/**
 * Where an exchange is stored.
 *
 * @param line line of the file, from 1
 */
@API(status = API.Status.EXPERIMENTAL)
public record SourceLocation(String file, int line) {}
