package dev.loupe.serve.fault;

import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import java.util.List;

/**
 * One way to be wrong, and in no other.
 *
 * @param id stable: the area of the check that it was made for, and what it does
 * @param does what is wrong, one sentence without a full stop
 * @param breaks ids of the checks that it breaks in one dialect or the other, no more and no fewer; the first is the one that
 *     it was made for. Empty for faults of the wire that leave no whole answer to check
 */
public record Fault(String id, Kind kind, String does, List<String> breaks, ResponseTransformation transformation) {
    /** Where a fault is. */
    public enum Kind {
        /** In what is said. */
        ANSWER,
        /** In how it is delivered. */
        WIRE,
        /** In the certificate, so that it can only be chosen at the start. */
        CERTIFICATE
    }

    static Fault answer(String id, String does, ResponseTransformation transformation, String... breaks) {
        return new Fault(id, Kind.ANSWER, does, List.of(breaks), transformation);
    }

    static Fault wire(String id, String does, ResponseTransformation transformation, String... breaks) {
        return new Fault(id, Kind.WIRE, does, List.of(breaks), transformation);
    }

    public PlannedResponse apply(IncomingRequest asked, PlannedResponse planned) {
        return transformation.apply(asked, planned);
    }
}
