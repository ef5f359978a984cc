package dev.loupe.probe;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import java.util.Map;

/**
 * A request made to test one thing.
 *
 * @param tests what it tests, in words
 * @param from the lowest level at which it is sent
 * @param repeats how often it is sent: what a model writes differs from time to time
 * @param probed what is recorded with it: id, place, value, rule and what both contracts say
 */
public record Probe(String tests, Thoroughness from, int repeats, Ask ask, ProbeInfo probed) {
    /**
     * What is sent.
     *
     * @param headers beside those of the endpoint; an empty value leaves a header of the endpoint out
     */
    public record Ask(String method, String path, Map<String, String> headers, Body body) {
        public Ask {
            headers = Map.copyOf(headers);
        }
    }

    /** {@code temperature/just-above-maximum}. */
    public String id() {
        return probed.probe();
    }

    Probe at(Thoroughness level) {
        return new Probe(tests, level, repeats, ask, probed);
    }

    Probe repeated(int times) {
        return new Probe(tests, from, times, ask, probed);
    }
}
