package dev.loupe.serve.fault;

import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import java.util.List;

/**
 * A named deviation from the contract.
 *
 * @param id stable: the area of the check that it tests, and its effect
 * @param description one sentence without a full stop
 * @param violates IDs of exactly the checks that it violates in at least one dialect; the first is the one that it tests.
 *     Empty for transport faults that leave no complete response to check
 */
public record Fault(
        String id, Kind kind, String description, List<String> violates, ResponseTransformation transformation) {
    /** The part of a response that a fault changes. */
    public enum Kind {
        /** Status, headers or body. */
        RESPONSE,
        /** The transport. */
        WIRE,
        /** The certificate; can be selected only at the start. */
        CERTIFICATE
    }

    static Fault response(String id, String description, ResponseTransformation transformation, String... violates) {
        return new Fault(id, Kind.RESPONSE, description, List.of(violates), transformation);
    }

    static Fault wire(String id, String description, ResponseTransformation transformation, String... violates) {
        return new Fault(id, Kind.WIRE, description, List.of(violates), transformation);
    }

    public PlannedResponse apply(IncomingRequest request, PlannedResponse planned) {
        return transformation.apply(request, planned);
    }
}
