package dev.loupe.live;

import java.net.URI;
import org.apiguardian.api.API;

/**
 * The path of the contract does not exist at this endpoint, and the one with or without {@code /v1} does.
 *
 * @param status of the response at the path of the contract
 */
@API(status = API.Status.EXPERIMENTAL)
public record Relocation(URI missing, int status, URI found) {}
