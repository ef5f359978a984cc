package dev.loupe.engine.result;

import java.time.InstantSource;
import org.apiguardian.api.API;

/**
 * What a report shows of the environment, as arguments: the same input gives the same bytes.
 *
 * @param version of Loupe
 * @param host on which it runs
 * @param subject what is judged: paths, or the URL of an endpoint
 * @param seed of random values
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunEnvironment(String version, String host, String subject, long seed, InstantSource clock) {}
