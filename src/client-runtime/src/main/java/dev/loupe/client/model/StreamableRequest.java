package dev.loupe.client.model;

import java.util.List;
import java.util.Optional;

/** A request whose response can be a stream. */
public interface StreamableRequest extends ApiValue {

    /**
     * Whether a streaming response is requested.
     *
     * @return empty when it is not set, which means no
     */
    Optional<Boolean> stream();

    /**
     * The same request, with {@code stream} set.
     *
     * @param stream whether a streaming response is requested
     * @return a new request
     */
    StreamableRequest withStream(boolean stream);

    /**
     * Validates this request and its content against the contract.
     *
     * @return all violations, in the order of the contract
     */
    List<ParameterViolation> validate();

    /**
     * This request as JSON.
     *
     * @return one line
     */
    String toJson();
}
