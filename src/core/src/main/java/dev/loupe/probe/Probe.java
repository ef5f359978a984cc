package dev.loupe.probe;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A request made to test one thing.
 *
 * @param tests the purpose of the request
 * @param from the lowest level at which it is sent
 * @param repeats how often it is sent: the output of a model varies
 * @param probed recorded with it: id, location, value, rule and whether both contracts allow it
 */
@API(status = API.Status.EXPERIMENTAL)
public record Probe(String tests, Thoroughness from, int repeats, Request request, ProbeInfo probed) {
    /** How often a probe whose response varies is sent, unless a run requires another number. */
    static final int REPEATS = 3;

    /** Stands for the key of the endpoint in a header; a probe does not know the key. */
    public static final String KEY = "${KEY}";

    /**
     * The request.
     *
     * @param headers in addition to those of the endpoint; an empty value removes a header of the endpoint
     */
    public record Request(String method, String path, Map<String, String> headers, Body body) {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /** {@code temperature/just-above-maximum}. */
    public String id() {
        return probed.probe();
    }

    Probe at(Thoroughness level) {
        return new Probe(tests, level, repeats, request, probed);
    }

    Probe repeated(int times) {
        return new Probe(tests, from, times, request, probed);
    }
}
