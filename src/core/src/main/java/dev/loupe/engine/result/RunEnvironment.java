package dev.loupe.engine.result;

import java.time.InstantSource;

/**
 * Everything of the world that shows in a report, as arguments: the same input gives the same bytes.
 *
 * @param version of Loupe
 * @param host on which it ran
 * @param subject what was looked at, in words: paths, or the URL of an endpoint
 * @param seed of whatever was drawn by chance
 */
public record RunEnvironment(String version, String host, String subject, long seed, InstantSource clock) {}
