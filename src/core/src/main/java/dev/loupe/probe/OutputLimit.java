package dev.loupe.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A limit that bounds the output of requests that do not test a limit: without one, a model that does not stop generates until
 * its context is full.
 *
 * @param property of the request
 * @param tokens the most tokens of a response
 */
@API(status = API.Status.EXPERIMENTAL)
public record OutputLimit(String property, int tokens) {
    /** The properties that limit the output, the one that more servers know first. */
    public static final List<String> PROPERTIES = List.of("max_tokens", "max_completion_tokens");

    /** Enough for the responses of all probes, and for the reasoning before most of them. */
    public static final int TOKENS = 512;

    /** The id of the probe whose response shows that a limit has an effect. */
    static String effectProbe(String property) {
        return property + "/one";
    }

    /** The id of the probe whose response shows that this limit is accepted. */
    static String acceptanceProbe(String property) {
        return property + "/bound";
    }

    /** The probes that have to succeed before other requests get this limit. */
    public List<String> proofs() {
        return List.of(effectProbe(property), acceptanceProbe(property));
    }

    /** The body with this limit; empty when it has a limit already, which it tests, or no property can be added. */
    public Optional<Body> bounded(Body body) {
        return body instanceof Body.Json(ObjectNode request)
                        && PROPERTIES.stream().noneMatch(request::has)
                ? Optional.of(new Body.Json(request.deepCopy().put(property, tokens)))
                : Optional.empty();
    }
}
